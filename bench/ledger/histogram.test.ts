import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createHistogram } from './histogram.ts'

const record = (durations: readonly number[]) => {
  const histogram = createHistogram()
  for (const ms of durations) histogram.record(ms)
  return histogram
}

test('the median and the 99th percentile of one to a hundred milliseconds', () => {
  const histogram = record(Array.from({ length: 100 }, (_, index) => index + 1))
  const [median, high] = [histogram.percentile(0.5) ?? 0, histogram.percentile(0.99) ?? 0]
  assert.ok(median >= 50 && median < 51, `${median}`)
  assert.ok(high >= 99 && high < 101, `${high}`)
})

test('a percentile is never below the exact one and at most a 64th above it', () => {
  const durations = fc.array(fc.double({ min: 0, max: 4_000_000, noNaN: true }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
      const sorted = all.map((ms) => Math.round(ms * 1000)).sort((left, right) => left - right)
      const exact = sorted[Math.max(1, Math.ceil(share * all.length)) - 1]
      const told = Math.round((record(all).percentile(share) ?? Number.NaN) * 1000)
      assert.ok(told >= exact && told <= exact * (1 + 1 / 64) + 1, `${told} for ${exact}`)
    }),
  )
})

test('nothing recorded has no percentile; too long a time counts as the longest', () => {
  assert.equal(createHistogram().percentile(0.5), null)
  const histogram = record([1e12])
  assert.equal(histogram.count(), 1)
  assert.equal(histogram.percentile(1), (2 ** 32 - 1) / 1000)
})
