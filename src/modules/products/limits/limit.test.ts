import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hourMs } from '#platform/time'
import { changeLimit, excessOf, type Limit, type LimitState, limitAt, noLimit, withoutRaise } from './limit.ts'

const seed = 20_260_302
const waitMs = 24 * hourMs
const amount = fc.option(fc.bigInt({ min: 0n, max: 1_000n }), { nil: null })
const limit = fc.record({ perPayment: amount, perDay: amount })
const wishes = fc.array(fc.record({ afterMs: fc.integer({ min: 0, max: 2 * waitMs }), wanted: limit }), {
  maxLength: 8,
})
const start = Date.UTC(2026, 2, 2, 9)

const isStricter = (one: bigint | null, other: bigint | null) => other === null || (one !== null && one <= other)
const none: LimitState = { current: noLimit, next: null }

/** Every state on the way, with the instant from which on it is. */
const live = (asked: readonly { afterMs: number; wanted: Limit }[]) => {
  let atMs = start
  let state = none
  return asked.map(({ afterMs, wanted }) => {
    atMs += afterMs
    const before = limitAt(state, new Date(atMs))
    state = changeLimit(state, wanted, new Date(atMs), waitMs)
    return { at: new Date(atMs), before, wanted, state }
  })
}

test('whatever is asked for, nothing is looser at once, and after the wait it is as it was asked for', () => {
  fc.assert(
    fc.property(wishes, (asked) => {
      for (const { at, before, wanted, state } of live(asked)) {
        const now = limitAt(state, at)
        for (const part of ['perPayment', 'perDay'] as const) {
          assert.ok(isStricter(now[part], before[part]) && isStricter(now[part], wanted[part]))
        }
        const later = limitAt(state, new Date(at.getTime() + waitMs))
        assert.deepEqual([later.perPayment, later.perDay], [wanted.perPayment, wanted.perDay])
      }
    }),
    { seed },
  )
})

test('what waits begins to wait anew only where something else is asked for', () => {
  const low = changeLimit(none, { perPayment: 100n, perDay: null }, new Date(start), waitMs)
  const raise = { perPayment: 500n, perDay: null }
  const asked = changeLimit(low, raise, new Date(start), waitMs)
  const again = changeLimit(asked, raise, new Date(start + hourMs), waitMs)
  const other = changeLimit(again, { perPayment: 400n, perDay: null }, new Date(start + hourMs), waitMs)
  assert.deepEqual(
    [asked, again, other].map(({ next }) => next?.at.getTime()),
    [start + waitMs, start + waitMs, start + hourMs + waitMs],
  )
  assert.deepEqual(withoutRaise(other, new Date(start + 2 * hourMs)), low)
  assert.deepEqual(withoutRaise(other, new Date(start + 2 * waitMs)).current.perPayment, 400n)
})

test('a payment may be exactly the limit, and a day that is overdrawn has nothing left', () => {
  const it: Limit = { perPayment: 100n, perDay: 150n }
  assert.deepEqual([excessOf(it, 100n, 0n), excessOf(it, 101n, 0n)], [null, { by: 'payment', limit: 100n }])
  assert.deepEqual([excessOf(it, 50n, 100n), excessOf(it, 51n, 100n)], [null, { by: 'day', limit: 150n, left: 50n }])
  // Lowered after the money went.
  assert.deepEqual(excessOf(it, 1n, 400n), { by: 'day', limit: 150n, left: 0n })
})

test('payments that a limit lets pass never come to more than it in a day', () => {
  fc.assert(
    fc.property(limit, fc.array(fc.bigInt({ min: 1n, max: 500n })), (it, asked) => {
      let spent = 0n
      for (const minor of asked) {
        const excess = excessOf(it, minor, spent)
        if (!excess) spent += minor
        if (excess?.by === 'day') assert.ok(excess.left < minor && spent + excess.left === it.perDay)
        assert.ok(excess || it.perPayment === null || minor <= it.perPayment)
      }
      assert.ok(it.perDay === null || spent <= it.perDay)
    }),
    { seed },
  )
})
