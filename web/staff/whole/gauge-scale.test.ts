import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeOf, sharesOf } from './gauge-scale.ts'

const bands = [
  { from: 0, to: 0.02 },
  { from: 0.02, to: 0.5 },
  { from: 0.5, to: 0.9 },
  { from: 0.9, to: 1 },
]
const shares = sharesOf(bands)
const starts = [0, 1, 2, 3].map((count) => shares.slice(0, count).reduce((sum, share) => sum + share, 0))

test('every stretch of the scale has room for its words, and together they are the whole scale', () => {
  assert.ok(shares.every((share) => share > 0.15))
  assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-9)
})

test('a score stands in its own stretch, and exactly on a threshold at the start of the next', () => {
  for (const [index, { from }] of bands.entries())
    assert.ok(Math.abs(placeOf(from, bands, shares) - (starts[index] ?? 0)) < 1e-9)
  const held = placeOf(0.7, bands, shares)
  assert.ok(held > (starts[2] ?? 0) && held < (starts[3] ?? 0))
})

test('a higher score never stands further left', () => {
  const places = Array.from({ length: 101 }, (_, percent) => placeOf(percent / 100, bands, shares))
  assert.deepEqual(
    places,
    places.toSorted((one, other) => one - other),
  )
  assert.ok(Math.abs((places.at(-1) ?? 0) - 1) < 1e-9)
})
