import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { testBank } from '#testing/bank'
import { type CuttingProxy, type Moment, startCuttingProxy } from '#testing/cutting-proxy'

test('connections that are cut in the middle lose no payment and repeat none: the same id again gives the answer', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 10_000n), await bank.holder('Bob')]
  const ids: string[] = []
  let isCut = false
  // Until some cut falls into the few milliseconds of a batch.
  for (let round = 0; round < 10 && !isCut; round++) {
    const more = Array.from({ length: 60 }, () => bank.newId())
    ids.push(...more)
    let isDone = false
    const sent = Promise.all(more.map((id) => bank.send(ada, bob, 10n, id))).finally(() => {
      isDone = true
    })
    // Often, and not for ever.
    for (let times = 0; times < 12 && !isDone; times++) {
      await bank.db
        .query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        )
        // The one that cuts may be cut as well.
        .catch(() => {})
      await setTimeout(3)
    }
    const first = await sent
    assert.ok(
      first.every(({ status, code }) => status === 200 || (status === 503 && code === 'books-unreachable')),
      JSON.stringify(first.map((answer) => answer.code)),
    )
    isCut = first.some(({ status }) => status === 503)
  }
  assert.ok(isCut, 'no connection was cut in the middle')

  let left = ids
  for (let tries = 0; tries < 5 && left.length > 0; tries++) {
    const answers = await Promise.all(left.map((id) => bank.send(ada, bob, 10n, id)))
    left = left.filter((_, index) => answers[index].status !== 200)
  }
  assert.deepEqual(left, [])
  const moved = 10n * BigInt(ids.length)
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [10_000n - moved, moved])
  assert.equal((await bank.ledger.prove()).breach, null)
})

const moments: Moment[] = ['before', 'after']

for (const moment of moments)
  test(`a COMMIT whose connection is cut ${moment} it is carried out: the same id again answers settled, and moves the money once`, async () => {
    const proxies: CuttingProxy[] = []
    await using bank = await testBank({
      reach: async (connection) => {
        proxies.push(await startCuttingProxy(connection))
        return proxies[0].connection
      },
    })
    const [ada, bob] = [await bank.holder('Ada', 1_000n), await bank.holder('Bob')]
    const id = bank.newId()
    proxies[0].cutAt(/^commit/, moment)

    const first = await bank.send(ada, bob, 300n, id)
    assert.deepEqual([first.status, first.code], [503, 'books-unreachable'])
    assert.equal(proxies[0].cuts(), 1)
    assert.equal(await bank.balance(bob.product), moment === 'before' ? 0n : 300n)
    for (const _ of [1, 2]) {
      const again = await bank.send(ada, bob, 300n, id)
      assert.deepEqual([again.status, again.body.state], [200, 'settled'])
    }
    assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [700n, 300n])
    assert.equal((await bank.ledger.prove()).breach, null)
    await Promise.all(proxies.map((proxy) => proxy[Symbol.asyncDispose]()))
  })
