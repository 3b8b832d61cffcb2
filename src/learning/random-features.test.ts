import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom, drawNormal } from './random.ts'
import { drawRandomFeatures, FEATURE_BLOCK, mapInputs, medianGamma } from './random-features.ts'

test('a feature is the cosine of a direction through the inputs, as worked out by hand', () => {
  const features = {
    inputs: 2,
    count: 3,
    directions: Float32Array.of(1, 0, 2, 0, 1, -1),
    phases: Float32Array.of(0, Math.PI / 2, 0.5),
  }
  const scale = Math.sqrt(2 / 3)
  // The row (3, 4) is turned by 3, by 4 and by 2 * 3 - 4 = 2; the row (0, 1) by 0, by 1 and by -1.
  const expected = [3, 4 + Math.PI / 2, 2.5, 0, 1 + Math.PI / 2, -0.5].map((angle) => scale * Math.cos(angle))
  const mapped = mapInputs(features, Float32Array.of(3, 4, 0, 1))
  for (const [index, value] of mapped.entries()) assert.ok(Math.abs(value - expected[index]) < 1e-6, `feature ${index}`)
})

test('products of features come near to the kernel', () => {
  const random = createRandom(1)
  const inputs = new Float32Array(30 * 4).map(() => drawNormal(random))
  for (const gamma of [0.05, 0.5]) {
    const mapped = mapInputs(drawRandomFeatures(4, 4000, gamma, 2), inputs)
    for (let left = 0; left < 30; left += 7) {
      for (let right = 0; right < 30; right += 3) {
        const [one, other] = [left, right].map((row) => mapped.subarray(row * 4000, (row + 1) * 4000))
        const product = one.reduce((sum, value, index) => sum + value * other[index], 0)
        let square = 0
        for (let input = 0; input < 4; input++) square += (inputs[left * 4 + input] - inputs[right * 4 + input]) ** 2
        assert.ok(Math.abs(product - Math.exp(-gamma * square)) < 0.08, `${product} and ${Math.exp(-gamma * square)}`)
      }
    }
  }
})

test('rows are mapped alike alone and in blocks', () => {
  const random = createRandom(3)
  const inputs = new Float32Array((FEATURE_BLOCK + 5) * 3).map(() => drawNormal(random))
  const features = drawRandomFeatures(3, 13, 0.2, 4)
  const mapped = mapInputs(features, inputs)
  for (const row of [0, FEATURE_BLOCK - 1, FEATURE_BLOCK + 4]) {
    const alone = mapInputs(features, inputs.slice(3 * row, 3 * row + 3))
    assert.deepEqual(alone, mapped.slice(13 * row, 13 * row + 13))
  }
})

test('the median heuristic takes the distance of a typical pair', () => {
  // Of all pairs a third is the same, four ninths are 2 apart, and the others 4.
  const apart = Float32Array.from({ length: 300 }, (_, row) => 2 * (row % 3))
  for (const seed of [1, 2, 3, 4, 5]) assert.equal(medianGamma(apart, 1, seed), 1 / 8)
  assert.equal(medianGamma(new Float32Array(20), 4, 1), 1 / 4)
})

test('what makes no sense is refused', () => {
  assert.throws(() => drawRandomFeatures(2, 0, 1, 1), /1 to 4,096 features/)
  assert.throws(() => drawRandomFeatures(2, 8, 0, 1), /Gamma/)
  assert.throws(() => drawRandomFeatures(2, 8, Number.NaN, 1), /Gamma/)
})
