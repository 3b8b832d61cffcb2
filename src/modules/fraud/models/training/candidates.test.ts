import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitBoosting } from '#learning/boosting'
import { createRandom, drawNormal } from '#learning/random'
import { createTable } from '#learning/table'
import { chooseCandidate, tellChoice, trainCandidates } from './candidates.ts'
import type { Sample } from './samples.ts'

const draw = (seed: number, rows: number): Sample => {
  const random = createRandom(seed)
  const table = createTable(
    ['a', 'b'],
    new Float32Array(2 * rows).map(() => drawNormal(random)),
  )
  const labels = new Uint8Array(rows).map((_, row) => Number(table.values[2 * row] + drawNormal(random) / 2 > 1.3))
  return { table, labels, weights: new Float32Array(rows).fill(1) }
}

const early = draw(1, 1500)
const later = draw(2, 1500)
const right = fitBoosting(early.table, early.labels, { trees: 20 })
const wrong = fitBoosting(
  early.table,
  early.labels.map((label) => 1 - label),
  { trees: 20 },
)

test('the candidate that ranks later rows better is taken, wherever it stands', () => {
  assert.ok(chooseCandidate([wrong, right], later).model === right)
  assert.ok(chooseCandidate([right, wrong], later).model === right)
})

test('rows that stand for many count for many', () => {
  // Where almost all the weight lies on rows that the wrong model ranks well, it is the better one.
  const isTurned = (label: number, value: number) => (label === 1 ? value < 1.2 : value > 1.2)
  const weights = Float32Array.from(later.labels, (label, row) =>
    isTurned(label, later.table.values[2 * row]) ? 1 : 0.0001,
  )
  const turned = { ...later, weights }
  assert.ok(chooseCandidate([right, wrong], turned).model === wrong)
})

test('both kinds are trained, told of, and one is named as taken', () => {
  const shares: number[] = []
  const candidates = trainCandidates({ seed: 3, trees: 10, epochs: 3 }, early, (share) => shares.push(share))
  assert.deepEqual(
    candidates.map(({ kind }) => kind),
    ['boosting', 'ensemble'],
  )
  assert.ok(shares.every((share, index) => index === 0 || share >= shares[index - 1]))
  assert.equal(shares.at(-1), 1)
  const choice = chooseCandidate(candidates, later)
  assert.ok(choice.precisions.every(({ averagePrecision }) => averagePrecision > 0.5))
  assert.match(
    tellChoice(choice),
    new RegExp(`boosting 0\\.\\d{4}, ensemble 0\\.\\d{4}; taken: ${choice.model.kind}\\.`),
  )
})
