import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { numberOf, timeOf } from './cells.ts'
import { kindOfColumn } from './columns.ts'
import { foldsOf, splitOnce } from './folds.ts'
import { readLabels } from './label.ts'

const countOnes = (labels: Uint8Array, rows: Uint32Array) => rows.reduce((sum, row) => sum + labels[row], 0)

test('every row is tested on once and never trained on beside it, and folds have equal shares of ones', () => {
  const cases = fc.record({
    labels: fc
      .array(fc.constantFrom(0, 1), { minLength: 40, maxLength: 120 })
      .map((list) => [...list, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]),
    folds: fc.integer({ min: 2, max: 5 }),
    seed: fc.integer({ min: 1, max: 99 }),
  })
  fc.assert(
    fc.property(cases, ({ labels: list, folds, seed }) => {
      const labels = Uint8Array.from(list)
      const splits = foldsOf(labels, undefined, folds, seed)
      const tested = splits.flatMap(({ test: rows }) => [...rows]).sort((left, right) => left - right)
      assert.deepEqual(tested, [...labels.keys()])
      for (const { train, test: rows } of splits) {
        assert.equal(new Set([...train, ...rows]).size, labels.length)
        assert.equal(train.length + rows.length, labels.length)
        assert.ok(Math.abs(countOnes(labels, rows) - countOnes(labels, Uint32Array.from(labels.keys())) / folds) <= 1)
      }
    }),
  )
})

test('a group is never on both sides, and shares are kept as well as groups allow', () => {
  const labels = Uint8Array.from({ length: 300 }, (_, row) => (row % 4 === 0 ? 1 : 0))
  const groups = Array.from(labels, (_, row) => `g${Math.floor(row / 7)}`)
  for (const { train, test: rows } of [...foldsOf(labels, groups, 4, 1), splitOnce(labels, groups, 0.25, 2)]) {
    const inTrain = new Set(Array.from(train, (row) => groups[row]))
    assert.ok(rows.every((row) => !inTrain.has(groups[row])))
    assert.ok(Math.abs(rows.length - 75) <= 14)
  }
  assert.ok(Math.abs(splitOnce(labels, undefined, 0.1, 1).test.length - 30) <= 1)
})

test('training rows come in another order than that of the table, the same for the same seed', () => {
  const labels = Uint8Array.from({ length: 100 }, (_, row) => (row < 50 ? 1 : 0))
  const { train } = splitOnce(labels, undefined, 0.2, 3)
  assert.notDeepEqual(train, train.slice().sort())
  assert.deepEqual(train, splitOnce(labels, undefined, 0.2, 3).train)
})

test('of two labels the one that says yes is looked for, else the rarer', () => {
  const positive = (...cells: string[]) => readLabels('x', cells).positive
  assert.equal(positive('1', '1', '1', '0'), '1')
  assert.equal(positive('False', 'True', 'True'), 'True')
  assert.equal(positive('no', 'yes', 'yes'), 'yes')
  assert.equal(positive('2', '1', '1'), '2')
  assert.equal(positive('spam', 'ham', 'ham'), 'spam')
  assert.deepEqual([...readLabels('x', ['0.0', '1', '', '1.0']).labels], [0, 1, 1])
  assert.deepEqual([...readLabels('x', ['0', '', '1']).rows], [0, 2])
})

test('the kind of a column follows from its cells', () => {
  const kind = (...cells: string[]) => kindOfColumn({ name: 'x', cells })
  const many = (make: (index: number) => string) => Array.from({ length: 100 }, (_, index) => make(index))
  assert.equal(kind('1', '2.5', 'NA', '', '-3e4', '1,000'), 'number')
  assert.equal(kind('2024-01-01', '2024-01-01 10:00:00'), 'time')
  assert.equal(kind('a', 'b', 'a'), 'category')
  assert.equal(kind('', 'NA', 'null'), 'empty')
  assert.equal(kind(...many((index) => `http://example.com/${index}`)), 'text')
  assert.equal(kind(...many((index) => `city ${index % 30}`)), 'category')
})

test('cells are read as numbers and times where they are', () => {
  assert.deepEqual(['1,234.5', '$5', '-€2', '7 %', '.5', 'inf', '12,34', 'x'].map(numberOf), [
    ...[1234.5, 5, -2, 7, 0.5, Number.POSITIVE_INFINITY, Number.NaN, Number.NaN],
  ])
  assert.equal(timeOf('2024-01-01 10:00'), Date.UTC(2024, 0, 1, 10))
  assert.ok(Number.isNaN(timeOf('tomorrow')))
})
