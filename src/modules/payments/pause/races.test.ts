import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayMs, hourMs } from '#platform/time'
import { type Holder, password, type TestBank, testBank } from '#testing/bank'
import { type CuttingProxy, type Moment, startCuttingProxy } from '#testing/cutting-proxy'

/** Everything is challenged. */
const probability = () => 0.6

const answer = (bank: TestBank, who: Holder, id: string, body: object) =>
  bank.ask(who, 'POST', `/v1/payments/${id}/challenge`, body)

const sendAll = async (bank: TestBank, from: Holder, to: Holder, count: number, body: object) => {
  const ids: string[] = []
  for (let times = 0; times < count; times++) {
    const { id } = (await bank.send(from, to, 1_000n)).body
    await answer(bank, from, id, body)
    ids.push(id)
  }
  return ids
}

const holdOf = async (bank: TestBank, who: Holder) => {
  const held = (await bank.ledger.balances([who.product])).get(who.product)
  return held && held.balance - held.available
}

const endings = async (bank: TestBank) => {
  const rows = await bank.db.query<{ state: string; ending: string; outcome: string }>(
    'select state, ending, outcome from payments.payment join fraud.pause on payment = id join fraud.decision using (payment)',
  )
  for (const { state, ending, outcome } of rows)
    assert.deepEqual([ending, outcome], [state, state === 'settled' ? 'settled' : 'stopped'])
  return rows.map(({ state }) => state)
}

test('taken back in the instant in which it goes: one of the two, never both', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const ids = await sendAll(bank, ada, bob, 24, { choice: 'wait' })
  bank.pass(12 * hourMs)

  const [ended, ...cancelled] = await Promise.all([
    bank.payments.endDue(),
    ...ids.map((id) =>
      bank.payments.uses.cancel(ada.id, id).then(
        () => 1,
        (error) => (error.code === 'cannot-cancel' ? 0 : 9),
      ),
    ),
  ])

  const taken = cancelled.reduce((sum, one) => sum + one, 0)
  assert.equal(ended + taken, ids.length)
  assert.deepEqual([await bank.balance(bob.product), await holdOf(bank, ada)], [BigInt(ended) * 1_000n, 0n])
  assert.equal((await endings(bank)).filter((state) => state === 'settled').length, ended)
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('two servers whose jobs run at once let each payment go once', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  await sendAll(bank, ada, bob, 20, { choice: 'wait' })
  bank.pass(12 * hourMs)
  const second = await bank.openSecond()

  const ended = await Promise.all([bank.payments.endDue(), second.payments.endDue(), bank.payments.endDue()])

  assert.equal(
    ended.reduce((sum, one) => sum + one),
    20,
  )
  assert.deepEqual([await bank.balance(bob.product), await holdOf(bank, ada)], [20_000n, 0n])
  assert.equal((await endings(bank)).length, 20)
})

const moments: Moment[] = ['before', 'after']

for (const moment of moments)
  test(`a server that dies ${moment} the commit in which a payment goes: it goes once, at the next turn at the latest`, async () => {
    const proxies: CuttingProxy[] = []
    await using bank = await testBank({
      probability,
      reach: async (connection) => {
        proxies.push(await startCuttingProxy(connection))
        return proxies[0].connection
      },
    })
    const [ada, bob] = [await bank.holder('Ada', 10_000n), await bank.holder('Bob')]
    await sendAll(bank, ada, bob, 1, { choice: 'wait' })
    bank.pass(12 * hourMs)
    proxies[0].cutAt(/^commit/, moment)

    await assert.rejects(bank.payments.endDue())
    assert.equal(proxies[0].cuts(), 1)
    assert.equal(await bank.balance(bob.product), moment === 'before' ? 0n : 1_000n)
    await bank.payments.endDue()
    assert.deepEqual([await bank.balance(bob.product), await holdOf(bank, ada)], [1_000n, 0n])
    assert.deepEqual(await endings(bank), ['settled'])
    await Promise.all(proxies.map((proxy) => proxy[Symbol.asyncDispose]()))
  })

test('the rest confirmed and taken back at once, twice each: never more than the order moves', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const ids = await sendAll(bank, ada, bob, 6, { choice: 'unit', password })

  await Promise.all(
    ids.flatMap((id) => [
      bank.ask(ada, 'POST', `/v1/payments/${id}/rest`, { password }),
      bank.ask(ada, 'POST', `/v1/payments/${id}/cancel`),
      bank.ask(ada, 'POST', `/v1/payments/${id}/rest`, { password }),
      bank.ask(ada, 'POST', `/v1/payments/${id}/cancel`),
    ]),
  )

  const gone = (await endings(bank)).filter((state) => state === 'settled').length
  assert.equal(await bank.balance(bob.product), BigInt(gone) * 1_000n + BigInt(ids.length - gone) * 100n)
  assert.equal(await holdOf(bank, ada), 0n)
})

const act = fc.record({
  what: fc.constantFrom('send', 'wait', 'unit', 'proof', 'rest', 'cancel', 'end', 'hours', 'days'),
  which: fc.nat(5),
  minor: fc.bigInt(1n, 9_000n),
})

test('whatever is chosen in whatever order, the money that moved and waits is what the payments say, and never more than was ordered', async () => {
  await using bank = await testBank({ probability })
  let town = 0
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 24 }), async (acts) => {
      const given = 20_000n
      town++
      const [ada, bob] = [await bank.holder(`Ada${town}`, given), await bank.holder(`Bob${town}`)]
      const { answerChallenge, sendRest, cancel } = bank.payments.uses
      const ids: string[] = []
      for (const { what, which, minor } of acts) {
        const id = ids[which % Math.max(1, ids.length)]
        const doIt = {
          send: async () => void ids.push((await place(bank, ada, bob, minor)).id),
          wait: () => answerChallenge(ada, id, { choice: 'wait' }),
          unit: () => answerChallenge(ada, id, { choice: 'unit', password }),
          proof: () => answerChallenge(ada, id, { password }),
          rest: () => sendRest(ada, id, { password }),
          cancel: () => cancel(ada.id, id),
          end: () => bank.payments.endDue(),
          hours: async () => bank.pass(12 * hourMs),
          days: async () => bank.pass(7 * dayMs),
        }
        // What cannot be done any more is an expected no.
        if (id || what === 'send') await doIt[what]().catch((error) => assert.ok(error.status < 500, error))
      }
      await holdsTrue(bank, ada, bob, given)
    }),
    { numRuns: 12, seed: 20_260_302 },
  )
  assert.equal((await bank.ledger.prove()).breach, null)
})

const place = (bank: TestBank, from: Holder, to: Holder, minor: bigint) =>
  bank.payments.uses.place(
    { id: from.id, isTeller: false },
    bank.newId(),
    { kind: 'send', from: from.product, to: to.number, amount: { currency: 'INR', minor: minor.toString() } },
    bank.clock(),
  )

const holdsTrue = async (bank: TestBank, ada: Holder, bob: Holder, given: bigint) => {
  const rows = await bank.db.query<{ state: string; minor: bigint; unit: bigint | null; moved: bigint | null }>(
    `select p.state, p.minor, p.unit, (select sum(part.minor)::bigint from payments.payment part where part.part_of = p.id) as moved
       from payments.payment p where payer = $1 and part_of is null`,
    [ada.id],
  )
  const sum = (read: (row: (typeof rows)[number]) => bigint) => rows.reduce((total, row) => total + read(row), 0n)
  for (const { unit, moved, minor } of rows) {
    assert.equal(moved, unit)
    assert.ok((unit ?? 0n) < minor)
  }
  const moved = sum(({ state, minor, unit }) => (state === 'settled' ? minor : (unit ?? 0n)))
  const waits = sum(({ state, minor, unit }) => (['waiting', 'tried'].includes(state) ? minor - (unit ?? 0n) : 0n))
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [given - moved, moved])
  assert.equal(await holdOf(bank, ada), waits)
  assert.ok(given - moved - waits >= 0n)
}
