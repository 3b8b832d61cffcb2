import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#learning/random'
import { dayMs } from '#platform/time'
import { handbookFeatures } from './handbook.ts'
import type { LabeledPayment } from './read-payments.ts'

const random = createRandom(7)
const pick = (count: number) => Math.floor(random() * count)

/** Three months of few customers and terminals, several payments in one second among them, some exactly days apart. */
const payments: LabeledPayment[] = Array.from({ length: 1_500 }, () => ({
  atMs: Date.UTC(2018, 3, 1) + (random() < 0.3 ? pick(90) * dayMs : pick(90 * 86_400) * 1000),
  payer: String(pick(5)),
  payee: String(pick(5)),
  minor: 1 + pick(20_000),
  isFraud: random() < 0.2,
  kind: 'card' as const,
  currency: 'XXX',
  context: [],
})).sort((left, right) => left.atMs - right.atMs)

/** The definitions of the book, word for word and slow. */
const defined = (index: number, delayDays: number): number[] => {
  const { atMs, payer, payee, minor } = payments[index]
  const at = new Date(atMs)
  const weekday = at.getUTCDay()
  const row = [minor / 100, weekday === 0 || weekday === 6 ? 1 : 0, at.getUTCHours() <= 6 ? 1 : 0]
  for (const days of [1, 7, 30]) {
    const own = payments.filter((other, place) => place <= index && other.payer === payer)
    const recent = own.filter((other) => other.atMs > atMs - days * dayMs)
    row.push(recent.length, recent.reduce((sum, other) => sum + other.minor / 100, 0) / recent.length)
  }
  for (const days of [1, 7, 30]) {
    const endMs = atMs - delayDays * dayMs
    const then = payments.filter(
      (other) => other.payee === payee && other.atMs <= endMs && other.atMs > endMs - days * dayMs,
    )
    row.push(then.length, then.length === 0 ? 0 : then.filter((other) => other.isFraud).length / then.length)
  }
  return row
}

const rowsAfter = (delayDays: number): number[][] => {
  const source = handbookFeatures(delayDays * dayMs)
  return payments.map((payment) => {
    const out = new Float32Array(17)
    source.take(payment, out, 1)
    return [...out.subarray(1, 16)]
  })
}

for (const delayDays of [7, 2]) {
  test(`the 15 features are those of the book when labels take ${delayDays} days`, () => {
    for (const [index, row] of rowsAfter(delayDays).entries()) {
      const expected = defined(index, delayDays)
      for (const [column, value] of row.entries())
        assert.ok(Math.abs(value - expected[column]) <= 1e-5 * Math.max(1, expected[column]), `${index} ${column}`)
    }
  })
}

test('without payees nothing is known of terminals, and nothing breaks', () => {
  const out = new Float32Array(15).fill(9)
  handbookFeatures(7 * dayMs).take({ ...payments[0], payee: null }, out, 0)
  assert.deepEqual([...out.subarray(9)], [0, 0, 0, 0, 0, 0])
})
