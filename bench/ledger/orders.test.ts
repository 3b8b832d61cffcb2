import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#learning/random'
import { uuidv7Pattern } from '#platform/id'
import { createOrders } from './orders.ts'

const accounts = 1000
const draw = (zipf: number, count: number) => {
  const next = createOrders(accounts, zipf, createRandom(3), () => Date.UTC(2026, 2, 2))
  return Array.from({ length: count }, next)
}

const countBy = (values: readonly string[]): number[] => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts.values()].sort((left, right) => right - left)
}

test('an order has an id of its own, two accounts, and an amount', () => {
  const orders = draw(1, 5000)
  assert.equal(new Set(orders.map(({ id }) => id)).size, orders.length)
  for (const { id, debit, credit, amount } of orders) {
    assert.match(id, uuidv7Pattern)
    assert.notEqual(debit, credit)
    assert.ok(amount >= 1n && amount <= 100n)
  }
})

test('one order in ten pays the shop, whoever else is popular', () => {
  const [most] = countBy(draw(0, 50_000).map(({ credit }) => credit))
  assert.ok(most > 4600 && most < 5500, `${most}`)
})

test('with an exponent of two the most popular account is paid in every other order, with one in few', () => {
  const [steep] = countBy(draw(2, 20_000).map(({ credit }) => credit))
  const [flat] = countBy(draw(1, 20_000).map(({ credit }) => credit))
  assert.ok(steep > 10_000, `${steep}`)
  assert.ok(flat < 4000, `${flat}`)
})

test('the same seed makes the same orders, but for their ids', () => {
  const withoutIds = () => draw(1, 100).map(({ debit, credit, amount }) => [debit, credit, amount])
  assert.deepEqual(withoutIds(), withoutIds())
})
