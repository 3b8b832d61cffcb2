import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { type Facts, type Movement, unknownFacts } from '../attempt.ts'
import { featureCount, featureNames } from './catalog.ts'
import { mostPairs } from './pairs.ts'
import { createState, type FraudState } from './state.ts'
import { look as lookAt, paying, settle, start } from './test-state.ts'

const facts: Facts = {
  ...unknownFacts,
  payerOpenedMs: start - 400 * dayMs,
  payeeOpenedMs: start - 20 * dayMs,
  available: 100_000,
}

/** What the next payment would look like between accounts whose ages are known. */
const look = (state: FraudState, movement: Movement) => lookAt(state, movement, facts)

test('a label enters features from the moment it is known, and not a millisecond before', () => {
  const state = createState()
  const knownMs = start + 7 * dayMs
  settle(state, paying())
  state.report(paying(), knownMs)

  const before = look(state, paying({ atMs: knownMs - 1, payer: 'eve' }))
  const after = look(state, paying({ atMs: knownMs, payer: 'eve' }))

  assert.deepEqual(
    [before['payee-frauds'], before['payee-fraud-share'], before['payee-since-fraud']],
    [0, 0, Number.NaN],
  )
  assert.deepEqual([after['payee-frauds'], after['payee-fraud-share'], after['payee-since-fraud']], [1, 0.5, 7])
  assert.equal(look(state, paying({ atMs: knownMs - 1 }))['payer-frauds'], 0)
  assert.equal(look(state, paying({ atMs: knownMs }))['payer-frauds'], 1)
})

test('a fraud far above what its payer usually pays speaks of the payer, a plain one of the payee', () => {
  const state = createState()
  for (let day = 0; day < 10; day++) settle(state, paying({ atMs: start + day * dayMs, minor: 10_000 }))
  const at = (minor: number, day: number) => paying({ atMs: start + day * dayMs, minor })
  const frauds = [at(25_001, 10), at(25_000, 11), at(9_000, 12)].map((movement) => {
    const reservation = state.reserve(movement)
    state.settle(reservation)
    return reservation.movement
  })
  assert.deepEqual(
    frauds.map(({ isLarge }) => isLarge),
    [true, false, false],
  )
  for (const fraud of frauds) state.report(fraud, start + 20 * dayMs)
  const plain = (day: number) => look(state, { ...at(100, day), payer: 'eve' })['payee-plain-frauds']
  assert.deepEqual([19, 20, 47, 48, 49].map(plain), [0, 2, 2, 1, 0])
  const newcomer = state.reserve(paying({ payer: 'newcomer', minor: 1_000_000 }))
  assert.equal(newcomer.movement.isLarge, false)
})

test('a hundred attempts at once are each seen by the next one', () => {
  const state = createState()
  const seen: number[] = []
  for (let count = 0; count < 100; count++) {
    const reservation = state.reserve(paying())
    const values = new Float32Array(featureCount)
    state.describe(reservation, facts, values)
    seen.push(values[featureNames.indexOf('attempts-1m')])
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 100 }, (_, index) => index + 1),
  )
})

test('an attempt that is withdrawn leaves no trace', () => {
  const state = createState()
  for (let day = 0; day < 20; day++) settle(state, paying({ atMs: start + day * dayMs }))
  const next = paying({ atMs: start + 20 * dayMs, payee: 'eve' })
  const before = look(state, next)
  state.withdraw(state.reserve(paying({ atMs: start + 20 * dayMs - hourMs, payee: 'eve', minor: 90_000 })))
  assert.deepEqual(look(state, next), before)
})

test('an attempt that does not settle counts as an attempt and leaves habits alone', () => {
  const state = createState()
  for (let day = 0; day < 5; day++) settle(state, paying({ atMs: start + day * dayMs }))
  const atMs = start + 5 * dayMs
  const before = look(state, paying({ atMs }))
  state.reserve(paying({ atMs, minor: 900_000, payee: 'eve' }))
  const after = look(state, paying({ atMs }))
  assert.equal(after['attempts-1h'], 2)
  assert.equal(after['amount-to-usual'], before['amount-to-usual'])
  assert.equal(after['amount-to-largest'], before['amount-to-largest'])
  assert.equal(look(state, paying({ atMs, payee: 'eve' }))['times-paid'], 0)
})

const anyPayment = fc.record({
  payer: fc.constantFrom('ada', 'bob', 'eve'),
  payee: fc.constantFrom('cyd', 'dan'),
  minor: fc.integer({ min: 1, max: 1_000_000 }),
  atMs: fc.integer({ min: start, max: start + 25 * dayMs }),
})

test('payments may arrive in any order: what is remembered is the same', () => {
  fc.assert(
    fc.property(fc.array(anyPayment, { minLength: 1, maxLength: 30 }), fc.integer(), (payments, seed) => {
      const [one, other] = [createState(), createState()]
      for (const payment of payments) settle(one, paying(payment))
      const order = payments.map((payment, index) => ({ payment, key: Math.sin(seed + index) }))
      for (const { payment } of order.sort((left, right) => left.key - right.key)) settle(other, paying(payment))
      const next = paying({ payer: 'ada', payee: 'cyd', atMs: Math.max(...payments.map(({ atMs }) => atMs)) })
      const [expected, found] = [look(one, next), look(other, next)]
      // Which of two attempts was the first between two accounts is the one thing that their order decides.
      for (const name of featureNames.filter((name) => !name.includes('new-pay'))) {
        const isClose = Math.abs(expected[name] - found[name]) <= 1e-5 * Math.max(1, Math.abs(expected[name]))
        assert.ok(isClose || Object.is(expected[name], found[name]), `${name}: ${expected[name]} and ${found[name]}`)
      }
    }),
    { numRuns: 60 },
  )
})

test('a replay of 2018 and the payments of today do not disturb each other', () => {
  const [alone, shared] = [createState(), createState()]
  const past = Date.UTC(2018, 3, 1)
  for (let day = 0; day < 30; day++) {
    settle(alone, paying({ atMs: start + day * dayMs }))
    settle(shared, paying({ atMs: start + day * dayMs }))
    const card = paying({ payer: 'card 1', payee: 'shop 1', atMs: past + day * dayMs, minor: 1_000 })
    settle(shared, card)
    shared.report(card, past + (day + 7) * dayMs)
  }
  const next = paying({ atMs: start + 30 * dayMs })
  // How common an amount is, is the one thing that all payments of a kind and currency share.
  const without = ({ 'amount-tail': _, ...rest }: Record<string, number>) => rest
  assert.deepEqual(without(look(shared, next)), without(look(alone, next)))
  assert.equal(look(shared, paying({ payer: 'card 1', payee: 'shop 1', atMs: past + 6.9 * dayMs }))['payee-frauds'], 0)
})

test('many new payers within an hour are seen at the payee', () => {
  const state = createState()
  for (let payer = 0; payer < 12; payer++)
    settle(state, paying({ payer: `payer ${payer}`, atMs: start + payer * minuteMs }))
  const next = look(state, paying({ atMs: start + 12 * minuteMs }))
  assert.deepEqual([next['payee-new-payers-1h'], next['payee-payers']], [13, 13])
})

test('money that a payee pays on at once is seen', () => {
  const state = createState()
  settle(state, paying({ minor: 50_000 }))
  settle(state, paying({ payer: 'bob', payee: 'eve', minor: 40_000, atMs: start + minuteMs }))
  const next = look(state, paying({ payer: 'cyd', minor: 50_000, atMs: start + 2 * minuteMs }))
  assert.ok(Math.abs(next['payee-passed-on'] - 0.4) < 1e-6)
})

test('an account that pays more payees than are kept forgets the one it tried the longest ago', () => {
  const state = createState()
  const payees = Array.from({ length: mostPairs }, (_, index) => `payee ${index}`)
  for (const [minute, payee] of [...payees, 'payee 0', 'one more'].entries())
    settle(state, paying({ payee, atMs: start + minute * minuteMs }))
  assert.equal(state.size().pairs, mostPairs)
  const timesPaid = (payee: string) => look(state, paying({ payee, atMs: start + dayMs }))['times-paid']
  assert.deepEqual([timesPaid('payee 0'), timesPaid('one more'), timesPaid('payee 1')], [2, 1, 0])
})

test('features know no currency: the same habits in yen and in dinars look the same', () => {
  const [yen, dinars] = [createState(), createState()]
  for (let day = 0; day < 10; day++) {
    settle(yen, paying({ currency: 'JPY', minor: 1_000 + day, atMs: start + day * dayMs }))
    settle(dinars, paying({ currency: 'KWD', minor: 1_000 + day, atMs: start + day * dayMs }))
  }
  const atMs = start + 10 * dayMs
  assert.deepEqual(look(yen, paying({ currency: 'JPY', atMs })), look(dinars, paying({ currency: 'KWD', atMs })))
})
