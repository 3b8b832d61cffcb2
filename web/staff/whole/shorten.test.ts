import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Contribution, shorten } from './shorten.ts'

const all: Contribution[] = Array.from({ length: 45 }, (_, index) => ({
  feature: `feature-${index}`,
  label: `Feature ${index}`,
  value: String(index),
  logOdds: (index % 2 === 0 ? 1 : -1) * (index + 1),
}))
const others = (count: number): string => `${count} others`
const sum = (some: readonly Contribution[]): number => some.reduce((total, { logOdds }) => total + logOdds, 0)

test('the ten strongest stand alone, whichever way they speak, and the others together', () => {
  const rows = shorten(all, others)
  assert.equal(rows.length, 11)
  assert.deepEqual(
    rows.slice(0, 3).map(({ logOdds }) => logOdds),
    [45, -44, 43],
  )
  assert.equal(rows.at(-1)?.label, '35 others')
})

test('nothing is lost: the rows add up to what all contributions add up to', () => {
  assert.equal(sum(shorten(all, others)), sum(all))
})

test('ten or fewer need no row for others', () => {
  assert.equal(shorten(all.slice(0, 10), others).length, 10)
})
