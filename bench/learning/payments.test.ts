import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawPayments } from './payments.ts'

test('the same seed draws the same payments, about one in a hundred of them a fraud', () => {
  const { table, labels } = drawPayments(3, 20_000)
  const [again, other] = [drawPayments(3, 20_000), drawPayments(4, 20_000)]
  const isSame = (one: ArrayLike<number>, two: ArrayLike<number>) =>
    Array.from(one).every((value, index) => value === two[index])
  assert.ok(isSame(again.labels, labels) && isSame(again.table.values, table.values))
  assert.ok(!isSame(other.labels, labels) && !isSame(other.table.values, table.values))
  assert.equal(table.columns, 15)
  const share = labels.reduce((sum, label) => sum + label, 0) / table.rows
  assert.ok(share > 0.005 && share < 0.02, `${share}`)
  assert.ok(table.values.every(Number.isFinite))
})

test('amounts have thousands of distinct values and shares few', () => {
  const { table } = drawPayments(5, 50_000)
  const distinct = (column: number) => new Set(table.values.filter((_, index) => index % table.columns === column)).size
  assert.ok(distinct(0) > 4000 && distinct(10) < 100, `${distinct(0)} and ${distinct(10)}`)
})
