import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkLabels, columnOf, createTable, rowOf, selectColumns, selectRows, tableFromRows } from './table.ts'

const table = tableFromRows(
  ['a', 'b'],
  [
    [1, 2],
    [3, Number.NaN],
    [5, 6],
  ],
)

test('rows and columns are copied in the order asked for', () => {
  assert.deepEqual([...selectRows(table, [2, 0, 2]).values], [5, 6, 1, 2, 5, 6])
  assert.deepEqual([...selectColumns(table, ['b', 'a']).values], [2, 1, Number.NaN, 3, 6, 5])
  assert.deepEqual([...rowOf(table, 2)], [5, 6])
})

test('tables that do not fit together are refused', () => {
  assert.throws(() => createTable(['a', 'b'], new Float32Array(3)), /3 values do not fill/)
  assert.throws(() => createTable(['a', 'a'], new Float32Array(2)), /different name/)
  assert.throws(() => createTable([], new Float32Array(0)), /at least one column/)
  assert.throws(() => tableFromRows(['a'], [[1, 2]]), /Row 0 has 2 values/)
  assert.throws(() => columnOf(table, 'c'), /no column named c/)
  assert.throws(() => checkLabels(table, Uint8Array.of(0, 1, 2)), /0 or 1/)
})
