import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logisticLoss, squaredHingeLoss } from './losses.ts'

test('derivatives are those of finite differences', () => {
  for (const { lossAt, slopeAt, curvatureAt } of [logisticLoss, squaredHingeLoss]) {
    for (const sign of [1, -1]) {
      for (const score of [-7, -1.3, -0.2, 0.4, 0.9, 2.5, 8]) {
        close(slopeAt(score, sign), (lossAt(score + 1e-5, sign) - lossAt(score - 1e-5, sign)) / 2e-5)
        close(curvatureAt(score, sign), (slopeAt(score + 1e-5, sign) - slopeAt(score - 1e-5, sign)) / 2e-5)
      }
    }
  }
})

test('losses of scores far out neither overflow nor vanish', () => {
  assert.equal(logisticLoss.lossAt(-1000, 1), 1000)
  assert.equal(logisticLoss.slopeAt(-1000, 1), -1)
  assert.equal(logisticLoss.slopeAt(1000, 1), -0)
  assert.equal(logisticLoss.curvatureAt(-1000, 1), 0)
  assert.equal(squaredHingeLoss.lossAt(-9, 1), 100)
  assert.equal(squaredHingeLoss.lossAt(1, 1), 0)
})

function close(value: number, expected: number): void {
  assert.ok(Math.abs(value - expected) < 1e-6, `${value} and ${expected}`)
}
