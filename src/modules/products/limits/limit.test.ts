import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hourMs } from '#platform/time'
import {
  changeLimit,
  excessOf,
  type Limit,
  type LimitState,
  limitAt,
  limitParts,
  noLimit,
  wantedOf,
  withoutRaise,
} from './limit.ts'

const seed = 20_260_302
const waitMs = 24 * hourMs
const amount = fc.option(fc.bigInt({ min: 0n, max: 1_000n }), { nil: null })
const limit = fc.record({ perPayment: amount, perDay: amount, perMonth: amount, toNew: amount })
const only = (said: Partial<Limit>): Limit => ({ ...noLimit, ...said })
const nothing = { day: 0n, month: 0n, toNew: null }
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
        for (const part of limitParts) {
          assert.ok(isStricter(now[part], before[part]) && isStricter(now[part], wanted[part]))
        }
        const later = limitAt(state, new Date(at.getTime() + waitMs))
        for (const part of limitParts) assert.equal(later[part], wanted[part])
      }
    }),
    { seed },
  )
})

test('what waits begins to wait anew only where something else is asked for', () => {
  const low = changeLimit(none, only({ perPayment: 100n }), new Date(start), waitMs)
  const raise = only({ perPayment: 500n })
  const asked = changeLimit(low, raise, new Date(start), waitMs)
  const again = changeLimit(asked, raise, new Date(start + hourMs), waitMs)
  const other = changeLimit(again, only({ perPayment: 400n }), new Date(start + hourMs), waitMs)
  assert.deepEqual(
    [asked, again, other].map(({ next }) => next?.at.getTime()),
    [start + waitMs, start + waitMs, start + hourMs + waitMs],
  )
  assert.deepEqual(withoutRaise(other, new Date(start + 2 * hourMs)), low)
  assert.deepEqual(withoutRaise(other, new Date(start + 2 * waitMs)).current.perPayment, 400n)
})

test('a payment may be exactly the limit, and a day that is overdrawn has nothing left', () => {
  const it = only({ perPayment: 100n, perDay: 150n })
  assert.deepEqual([excessOf(it, 100n, nothing), excessOf(it, 101n, nothing)], [null, { by: 'payment', limit: 100n }])
  assert.deepEqual(
    [excessOf(it, 50n, { ...nothing, day: 100n }), excessOf(it, 51n, { ...nothing, day: 100n })],
    [null, { by: 'day', limit: 150n, left: 50n }],
  )
  // Lowered after the money went.
  assert.deepEqual(excessOf(it, 1n, { ...nothing, day: 400n }), { by: 'day', limit: 150n, left: 0n })
})

test('each part holds by itself: a month, and what goes to payees who are new', () => {
  const it = only({ perDay: 100n, perMonth: 300n, toNew: 40n })
  assert.deepEqual(excessOf(it, 50n, { day: 0n, month: 260n, toNew: null }), { by: 'month', limit: 300n, left: 40n })
  assert.deepEqual(excessOf(it, 50n, { day: 0n, month: 0n, toNew: 0n }), { by: 'new', limit: 40n, left: 40n })
  assert.equal(excessOf(it, 50n, { day: 50n, month: 250n, toNew: null }), null)
})

test('what is left out of a wish stays as it is, or as was asked for already', () => {
  const state = changeLimit(
    { current: only({ perMonth: 500n }), next: null },
    only({ perMonth: 900n }),
    new Date(start),
    waitMs,
  )
  assert.deepEqual(wantedOf(state, { perDay: 5n }), only({ perDay: 5n, perMonth: 900n }))
  assert.deepEqual(wantedOf(state, { perDay: 5n, perMonth: null }), only({ perDay: 5n }))
  assert.deepEqual(wantedOf(none, { perDay: 5n }), only({ perDay: 5n }))
})

test('payments that a limit lets pass never come to more than it, in a day, a month, and to payees who are new', () => {
  const payment = fc.record({ minor: fc.bigInt({ min: 1n, max: 500n }), isToNew: fc.boolean() })
  fc.assert(
    fc.property(limit, fc.array(payment), (it, asked) => {
      let [spent, toNew] = [0n, 0n]
      for (const { minor, isToNew } of asked) {
        const excess = excessOf(it, minor, { day: spent, month: spent, toNew: isToNew ? toNew : null })
        if (!excess) {
          spent += minor
          if (isToNew) toNew += minor
        } else if (excess.by !== 'payment') assert.ok(excess.left < minor)
        assert.ok(excess || it.perPayment === null || minor <= it.perPayment)
      }
      const passed: [bigint | null, bigint][] = [
        [it.perDay, spent],
        [it.perMonth, spent],
        [it.toNew, toNew],
      ]
      for (const [most, sum] of passed) assert.ok(most === null || sum <= most)
    }),
    { seed },
  )
})
