import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { testBank } from '#testing/bank'

test('connections that are cut in the middle lose no payment and repeat none: the same id again gives the answer', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 10_000n), await bank.holder('Bob')]
  const ids = Array.from({ length: 60 }, () => bank.newId())
  let isDone = false
  const sent = Promise.all(ids.map((id) => bank.send(ada, bob, 10n, id))).finally(() => {
    isDone = true
  })
  for (let times = 0; times < 4 && !isDone; times++) {
    await bank.db
      .query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      // The one that cuts may be cut as well.
      .catch(() => {})
    await setTimeout(25)
  }
  const first = await sent
  assert.ok(
    first.every(({ status, code }) => status === 200 || (status === 503 && code === 'books-unreachable')),
    JSON.stringify(first.map((answer) => answer.code)),
  )

  assert.ok(
    first.some(({ status }) => status === 503),
    'no connection was cut in the middle',
  )

  let left = ids
  for (let tries = 0; tries < 5 && left.length > 0; tries++) {
    const answers = await Promise.all(left.map((id) => bank.send(ada, bob, 10n, id)))
    left = left.filter((_, index) => answers[index].status !== 200)
  }
  assert.deepEqual(left, [])
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [9_400n, 600n])
  assert.equal((await bank.ledger.prove()).breach, null)
})
