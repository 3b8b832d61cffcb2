import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#learning/random'
import { createZipf } from './zipf.ts'

/** How often each number was drawn, as a share. */
const drawShares = (count: number, exponent: number, draws: number): number[] => {
  const draw = createZipf(count, exponent, createRandom(7))
  const seen = new Array<number>(count).fill(0)
  for (let index = 0; index < draws; index++) seen[draw()] += 1 / draws
  return seen
}

for (const exponent of [0, 1, 2]) {
  test(`numbers are drawn in proportion to their rank to the power of -${exponent}`, () => {
    const count = 50
    const weights = Array.from({ length: count }, (_, index) => (index + 1) ** -exponent)
    const total = weights.reduce((sum, weight) => sum + weight)
    const draws = 400_000
    for (const [index, share] of drawShares(count, exponent, draws).entries()) {
      const expected = weights[index] / total
      // Five standard deviations of a binomial share.
      const tolerance = 5 * Math.sqrt((expected * (1 - expected)) / draws)
      assert.ok(Math.abs(share - expected) < tolerance, `${index}: ${share}, expected ${expected}`)
    }
  })
}

test('of ten thousand numbers all can be drawn and no other', () => {
  const shares = drawShares(10_000, 0, 300_000)
  assert.equal(shares.length, 10_000)
  assert.ok(shares.every((share) => share > 0))
})
