import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkTrees, type Trees } from './trees.ts'

const two: Trees = {
  roots: Int32Array.of(0, 3),
  column: Int32Array.of(0, -1, -1, -1),
  threshold: new Float32Array(4),
  left: Int32Array.of(1, 0, 0, 0),
  missingLeft: new Uint8Array(4),
  value: new Float64Array(4),
  cover: Float64Array.of(2, 1, 1, 2),
}

test('trees stand one behind another, and their branches lead to nodes behind them', () => {
  checkTrees(two, 1)
  assert.throws(() => checkTrees({ ...two, roots: Int32Array.of(3, 0) }, 1), /one behind another/)
  assert.throws(() => checkTrees({ ...two, roots: Int32Array.of(1, 3) }, 1), /one behind another/)
  assert.throws(() => checkTrees({ ...two, roots: Int32Array.of(0, 0) }, 1), /one behind another/)
  assert.throws(() => checkTrees({ ...two, roots: Int32Array.of(0, 4) }, 1), /outside its nodes/)
  assert.throws(() => checkTrees({ ...two, left: Int32Array.of(0, 0, 0, 0) }, 1), /leads outside/)
  assert.throws(() => checkTrees(two, 0), /a column that the model does not have/)
  assert.throws(() => checkTrees({ ...two, cover: new Float64Array(3) }, 1), /differ in length/)
})
