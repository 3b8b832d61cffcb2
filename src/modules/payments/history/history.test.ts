import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourMs, minuteMs } from '#platform/time'
import { type Holder, type TestBank, testBank } from '#testing/bank'
import type { PastOrder } from './history.ts'

/** Up to half of the balance is allowed, then challenged, then reviewed, and all of it is blocked. */
const probability = (share: number) => (share < 0.5 ? 0.01 : share < 0.75 ? 0.6 : share < 1 ? 0.8 : 0.99)

const past = Date.UTC(2026, 0, 15, 12)

const orderOf = (
  bank: TestBank,
  from: Holder,
  to: Holder,
  minor: bigint,
  given: Partial<PastOrder> = {},
): PastOrder => ({
  id: bank.newId(),
  kind: 'send',
  from: from.product,
  to: to.product,
  askedBy: from.id,
  money: { currency: 'INR', minor },
  note: '',
  at: new Date(past),
  aftermath: { provedAfterMs: null, review: null },
  ...given,
})

test('a payment of the past is booked at its own time, and the next one is scored with what it left', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]

  const later = { at: new Date(past + hourMs) }
  const orders = [orderOf(bank, ada, bob, 40n), orderOf(bank, ada, bob, 40n, later)]
  const results = await bank.payments.uses.putHistory(orders)

  assert.deepEqual(
    results.map(({ verdict, state }) => [verdict, state]),
    [
      ['allow', 'settled'],
      ['challenge', 'challenged'],
    ],
  )
  const seen = (await bank.ask(ada, 'GET', `/v1/payments/${orders[0].id}`)).body
  assert.equal(seen.settledAt, new Date(past).toISOString())
  assert.equal(await bank.balance(bob.product), 40n)
})

test('a challenge that was answered then settles then; one that nobody answered moves nothing', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob, eve] = [await bank.holder('Ada', 100n), await bank.holder('Bob'), await bank.holder('Eve', 100n)]
  const answered = { aftermath: { provedAfterMs: minuteMs, review: null } }
  const order = orderOf(bank, ada, bob, 60n, answered)

  const results = await bank.payments.uses.putHistory([order, orderOf(bank, eve, bob, 60n)])

  assert.deepEqual(
    results.map(({ state }) => state),
    ['settled', 'challenged'],
  )
  assert.equal((await bank.payments.uses.find(order.id))?.settled_at?.getTime(), past + minuteMs)
  assert.equal(await bank.balance(bob.product), 60n)
})

test('what an analyst decided then is decided then, and the money goes back', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const priya = await bank.person('analyst', 'Priya')
  const decided = { decision: 'return', note: 'a mule account', message: 'We returned your money.' } as const
  const review = { analyst: priya.id, afterMs: 2 * hourMs, decided }
  const order = orderOf(bank, ada, bob, 80n, { aftermath: { provedAfterMs: null, review } })

  const [result] = await bank.payments.uses.putHistory([order])

  assert.equal(result.state, 'returned')
  const { events } = (await bank.ask(priya, 'GET', `/v1/reviews/${order.id}`)).body
  assert.deepEqual([events[0].who, events[0].at], ['Priya', new Date(past + 2 * hourMs).toISOString()])
  assert.equal(await bank.balance(ada.product), 100n)
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('a history that is put twice pays once, and cash that is not there is refused for good', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const teller = await bank.person('teller', 'Kavitha')
  const cash = { kind: 'withdrawal', to: null, askedBy: teller.id } as const
  const orders = [orderOf(bank, ada, bob, 40n), orderOf(bank, ada, bob, 500n, cash)]

  await bank.payments.uses.putHistory(orders)
  const again = await bank.payments.uses.putHistory(orders)

  assert.deepEqual(
    again.map(({ state }) => state),
    ['settled', 'refused'],
  )
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [60n, 40n])
})
