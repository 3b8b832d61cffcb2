import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom, drawNormal } from '#learning/random'
import { logisticLoss } from './losses.ts'
import { fitLine } from './newton.ts'
import { rowsOf } from './rows.ts'

test('wherever the search starts, it only goes down and ends at the same line', () => {
  const random = createRandom(1)
  const inputs = Float32Array.from({ length: 200 * 2 }, () => drawNormal(random))
  const labels = new Uint8Array(200).map((_, row) => Number(inputs[2 * row] + drawNormal(random) > 0))
  const aim = { rows: rowsOf(inputs, labels, new Float64Array(200).fill(1)), loss: logisticLoss, l2: 1e-3 }
  const expected = fitLine(aim)
  // This far out the second derivatives are next to 0, and a whole step would lead much too far.
  for (const weights of [Float64Array.of(6, -6), Float64Array.of(-20, 5), expected.weights]) {
    const losses: number[] = []
    const line = fitLine(aim, { weights, intercept: 3 }, ({ loss }) => losses.push(loss))
    for (let step = 1; step < losses.length; step++) assert.ok(losses[step] <= losses[step - 1])
    for (const at of [0, 1]) assert.ok(Math.abs(line.weights[at] - expected.weights[at]) < 1e-6)
    assert.ok(Math.abs(line.intercept - expected.intercept) < 1e-6)
  }
})

test('where only rounding is left, the search ends', () => {
  const random = createRandom(3)
  const inputs = Float32Array.from({ length: 2000 * 3 }, () => drawNormal(random))
  const labels = new Uint8Array(2000).map((_, row) => Number(inputs[3 * row] + 2 * drawNormal(random) > 2))
  let steps = 0
  const rows = rowsOf(inputs, labels, new Float64Array(2000).fill(1))
  fitLine({ rows, loss: logisticLoss, l2: 1e-3 }, undefined, ({ step }) => (steps = step))
  assert.ok(steps < 30, `${steps} steps`)
})
