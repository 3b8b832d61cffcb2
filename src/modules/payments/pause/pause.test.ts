import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { type Holder, password, type TestBank, testBank } from '#testing/bank'
import { browserHeaders } from '#testing/page-token'

/** A half of the balance is challenged. */
const probability = (share: number) => (share < 0.3 ? 0.01 : 0.6)

const answer = (bank: TestBank, who: Holder, id: string, body: object) =>
  bank.ask(who, 'POST', `/v1/payments/${id}/challenge`, body)

/** The same person, signed in again: half a day ends a session. */
const back = async (bank: TestBank, who: Holder): Promise<Holder> => {
  const email = `${who.name.toLowerCase()}@bank.test`
  const { headers } = await bank.ask(null, 'POST', '/v1/sessions', { email, password })
  return {
    ...who,
    headers: { ...who.headers, ...browserHeaders(headers['set-cookie']?.toString().split(';')[0] ?? '') },
  }
}

const cancel = (bank: TestBank, who: Holder, id: string) => bank.ask(who, 'POST', `/v1/payments/${id}/cancel`)

const stateOf = async (bank: TestBank, who: Holder, id: string) =>
  (await bank.ask(await back(bank, who), 'GET', `/v1/payments/${id}`)).body.state

const moneyOf = async (bank: TestBank, who: Holder) => {
  const [{ balance, onHold, available }] = (await bank.ask(await back(bank, who), 'GET', '/v1/products')).body.items
  return [balance, onHold, available]
}

const pauses = (bank: TestBank) =>
  bank.db.query('select choice, ending, outcome from fraud.pause join fraud.decision using (payment) order by seq')

const openPaused = async (minor = 50_000n, given = 100_000n) => {
  const bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', given), await bank.holder('Bob')]
  const { body } = await bank.send(ada, bob, minor)
  assert.equal(body.state, 'challenged')
  return { bank, ada, bob, id: body.id as string, body }
}

test('a payment that waits has its money on hold, and goes by itself at its time', async () => {
  const { bank, ada, bob, id, body } = await openPaused()
  await using _ = bank
  assert.deepEqual([body.choices, body.unit], [['wait', 'unit', 'proof'], '100'])

  const waiting = (await answer(bank, ada, id, { choice: 'wait' })).body
  assert.deepEqual(
    [waiting.state, waiting.waitsUntil],
    ['waiting', new Date(bank.clock().getTime() + 12 * hourMs).toISOString()],
  )
  assert.deepEqual(await moneyOf(bank, ada), ['100000', '50000', '50000'])
  assert.deepEqual(await pauses(bank), [{ choice: 'wait', ending: null, outcome: 'open' }])

  bank.pass(12 * hourMs - 1)
  assert.deepEqual([await bank.payments.endDue(), await bank.balance(bob.product)], [0, 0n])
  bank.pass(1)
  assert.deepEqual([await bank.payments.endDue(), await bank.payments.endDue()], [1, 0])
  assert.deepEqual([await stateOf(bank, ada, id), await bank.balance(bob.product)], ['settled', 50_000n])
  assert.deepEqual(await moneyOf(bank, ada), ['50000', '0', '50000'])
  assert.deepEqual(await pauses(bank), [{ choice: 'wait', ending: 'settled', outcome: 'settled' }])
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('until its time a waiting payment is taken back with one tap, and does not go any more', async () => {
  const { bank, ada, bob, id } = await openPaused()
  await using _ = bank
  await answer(bank, ada, id, { choice: 'wait' })

  assert.equal((await cancel(bank, ada, id)).body.state, 'cancelled')
  assert.deepEqual(await moneyOf(bank, ada), ['100000', '0', '100000'])
  bank.pass(13 * hourMs)
  assert.deepEqual([await bank.payments.endDue(), await bank.balance(bob.product)], [0, 0n])
  assert.deepEqual(await pauses(bank), [{ choice: 'wait', ending: 'cancelled', outcome: 'stopped' }])
})

test('money that waits cannot be spent meanwhile, and what is spent cannot wait', async () => {
  const { bank, ada, bob, id } = await openPaused()
  await using _ = bank
  const other = (await bank.send(ada, bob, 60_000n)).body.id
  await answer(bank, ada, id, { choice: 'wait' })

  const refused = await answer(bank, ada, other, { choice: 'wait' })
  assert.deepEqual([refused.status, refused.code], [422, 'exceeds-available'])
  assert.equal(await stateOf(bank, ada, other), 'challenged')
  const tried = await answer(bank, ada, other, { choice: 'unit', password })
  assert.deepEqual([tried.code, await bank.balance(bob.product)], ['exceeds-available', 0n])
})

test('one unit goes first after proof, the rest is on hold and goes when the payer says that it arrived', async () => {
  const { bank, ada, bob, id } = await openPaused()
  await using _ = bank
  const wrong = await answer(bank, ada, id, { choice: 'unit', password: 'not the password' })
  assert.deepEqual([wrong.code, await bank.balance(bob.product)], ['wrong-credentials', 0n])

  const tried = (await answer(bank, ada, id, { choice: 'unit', password })).body
  assert.deepEqual([tried.state, tried.unit], ['tried', '100'])
  assert.deepEqual([await moneyOf(bank, ada), await bank.balance(bob.product)], [['99900', '49900', '50000'], 100n])
  const rest = (given: string, who = ada) => bank.ask(who, 'POST', `/v1/payments/${id}/rest`, { password: given })
  assert.equal((await rest('not the password')).code, 'wrong-credentials')
  assert.equal((await rest(password, bob)).code, 'no-such-payment')

  assert.equal((await rest(password)).body.state, 'settled')
  assert.equal((await rest(password)).code, 'not-tried')
  assert.deepEqual([await moneyOf(bank, ada), await bank.balance(bob.product)], [['50000', '0', '50000'], 50_000n])
  const amounts = (await bank.ask(bob, 'GET', '/v1/activity')).body.items.map((item: { amount: string }) => item.amount)
  assert.deepEqual(amounts, ['49900', '100'])
  assert.deepEqual(await pauses(bank), [{ choice: 'unit', ending: 'settled', outcome: 'settled' }])
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('after one unit the rest can be kept; a week later it comes back by itself', async () => {
  const { bank, ada, bob, id } = await openPaused(40_000n)
  await using _ = bank
  const other = (await bank.send(ada, bob, 50_000n)).body.id
  await answer(bank, ada, id, { choice: 'unit', password })
  await answer(bank, ada, other, { choice: 'unit', password })

  assert.equal((await cancel(bank, ada, id)).body.state, 'cancelled')
  bank.pass(7 * dayMs)
  assert.equal(await bank.payments.endDue(), 1)
  assert.equal(await stateOf(bank, ada, other), 'expired')
  assert.deepEqual([await moneyOf(bank, ada), await bank.balance(bob.product)], [['99800', '0', '99800'], 200n])
  assert.deepEqual(
    (await pauses(bank)).map(({ ending }) => ending),
    ['cancelled', 'expired'],
  )
})

test('of a payment of one unit no unit goes first', async () => {
  const { bank, ada, id, body } = await openPaused(100n, 200n)
  await using _ = bank
  assert.deepEqual([body.choices, body.unit], [['wait', 'proof'], null])
  assert.equal((await answer(bank, ada, id, { choice: 'unit', password })).code, 'no-first-unit')
})

test('cash that was paused waits too, and is then ready at the counter', async () => {
  await using bank = await testBank({ probability })
  const ada = await bank.holder('Ada', 100_000n)
  const order = { kind: 'withdrawal', from: ada.product, amount: { currency: 'INR', minor: '50000' } }
  const { body } = await bank.ask(ada, 'PUT', `/v1/payments/${bank.newId()}`, order)
  assert.deepEqual(body.choices, ['wait', 'proof'])
  await answer(bank, ada, body.id, { choice: 'wait' })

  bank.pass(12 * hourMs)
  await bank.payments.endDue()
  const ready = (await bank.ask(await back(bank, ada), 'GET', `/v1/payments/${body.id}`)).body
  assert.deepEqual([ready.state, ready.slip.length], ['announced', 6])
  assert.deepEqual(await moneyOf(bank, ada), ['100000', '50000', '50000'])
})

test('a challenge that nobody answers ends by itself, for fraud as well', async () => {
  const { bank, ada, id } = await openPaused()
  await using _ = bank
  const other = (await bank.send(ada, await bank.holder('Eve'), 50_000n)).body.id
  await answer(bank, ada, other, { password })

  bank.pass(15 * minuteMs)
  assert.equal(await bank.payments.endDue(), 1)
  assert.equal(await stateOf(bank, ada, id), 'expired')
  assert.deepEqual(await pauses(bank), [
    { choice: null, ending: 'expired', outcome: 'stopped' },
    { choice: 'proof', ending: 'settled', outcome: 'settled' },
  ])
})

test('what the book does not take when its time has come is given back', async () => {
  const { bank, ada, bob, id } = await openPaused()
  await using _ = bank
  await answer(bank, ada, id, { choice: 'wait' })
  await bank.ledger.setFrozen(bank.db, bob.product, true)

  bank.pass(12 * hourMs)
  assert.equal(await bank.payments.endDue(), 1)
  assert.equal(await stateOf(bank, ada, id), 'returned')
  assert.deepEqual(await moneyOf(bank, ada), ['100000', '0', '100000'])
  assert.deepEqual(await pauses(bank), [{ choice: 'wait', ending: 'returned', outcome: 'stopped' }])
})

test('another customer can neither choose nor take back', async () => {
  const { bank, ada, bob, id } = await openPaused()
  await using _ = bank
  assert.equal((await answer(bank, bob, id, { choice: 'wait' })).code, 'no-such-payment')
  await answer(bank, ada, id, { choice: 'wait' })
  assert.equal((await cancel(bank, bob, id)).code, 'no-such-payment')
  assert.equal((await answer(bank, ada, id, { choice: 'wait' })).code, 'not-challenged')
})
