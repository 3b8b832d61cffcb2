import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from './random.ts'
import { type SigmoidEpoch, scoreSigmoid, trainSigmoidUnit } from './sigmoid-unit.ts'

/** Rows whose label is 1 where the first number, on a scale of its own, is above 500. */
const rowsOf = (count: number, seed: number) => {
  const random = createRandom(seed)
  const rows = Array.from({ length: count }, () => [1000 * random(), random() - 50, 3])
  return { rows, labels: rows.map(([first]) => (first > 500 ? 1 : 0)) }
}

test('one unit learns a line, whatever the scales of its inputs and with a column that never changes', () => {
  const unit = trainSigmoidUnit(rowsOf(400, 1), undefined, { epochs: 60 })
  const other = rowsOf(400, 2)
  const right = other.rows.filter((row, index) => scoreSigmoid(unit, row) > 0 === (other.labels[index] === 1)).length
  assert.ok(right > 380, `${right} of 400`)
})

test('the curves tell each epoch, on rows that were trained on and on others, and the loss falls', () => {
  const epochs: SigmoidEpoch[] = []
  trainSigmoidUnit(rowsOf(200, 3), rowsOf(100, 4), { epochs: 12 }, (epoch) => epochs.push(epoch))
  assert.deepEqual(
    epochs.map(({ epoch }) => epoch),
    Array.from({ length: 12 }, (_, index) => index + 1),
  )
  assert.ok(epochs[11].loss < epochs[0].loss && epochs[11].validationLoss < epochs[0].validationLoss)
})

test('the same seed gives the same unit; rows of one label are refused', () => {
  assert.deepEqual(trainSigmoidUnit(rowsOf(50, 5)), trainSigmoidUnit(rowsOf(50, 5)))
  assert.throws(() => trainSigmoidUnit({ rows: [[1], [2]], labels: [1, 1] }), RangeError)
})
