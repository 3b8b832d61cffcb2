import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { encodeModel, readModel } from '#learning/model-file'
import { featureCount, featureNames } from './features/catalog.ts'
import { readShippedModel, serveModel } from './model.ts'
import { shippedPlan, trainShipped } from './train-shipped.ts'

const small = { ...shippedPlan, worlds: 2, customers: 60, trees: 4 }

test('training on the same plan gives the same file to the last bit', () => {
  const [one, other] = [trainShipped(small), trainShipped(small)]
  assert.equal(encodeModel(one), encodeModel(other))
  assert.notEqual(encodeModel(trainShipped({ ...small, seed: 5 })), encodeModel(one))
})

test('the shipped file is whole, and its card says what it was trained on', async () => {
  const file = await readModel(fileURLToPath(new URL('shipped.model.json', import.meta.url)))
  const { card, model } = file
  assert.deepEqual(model.columns, featureNames.slice(0, model.columns.length))
  assert.equal(card.trainedAt, shippedPlan.trainedAt.toISOString())
  assert.equal(Date.parse(card.trainingWindow.from), shippedPlan.startMs)
  assert.ok(card.notes?.includes(`seed ${shippedPlan.seed}`))
  assert.ok(card.notes?.includes(`${shippedPlan.worlds} worlds of ${shippedPlan.customers} customers`))
  assert.ok(card.positives > 1_000 && card.positives < card.rows / 10)
  assert.ok(card.metrics.auc > 0.85 && card.metrics.recall > 0.5 && card.metrics.genuineStopped < 0.02)
})

test('thresholds rise from challenge over review to block', async () => {
  const { policy } = await readShippedModel()
  assert.ok(
    0 < policy.challenge && policy.challenge < policy.review && policy.review < policy.block && policy.block <= 1,
  )
})

test('what each feature adds, with the base, is the score', async () => {
  const model = await readShippedModel()
  const features = Float32Array.from({ length: featureCount }, (_, index) => (index % 3 ? index / 2 : Number.NaN))
  const { base, contributions } = model.explain(features)
  const sum = contributions.reduce((total, logOdds) => total + logOdds, base)
  assert.ok(Math.abs(sum - model.score(features)) < 1e-6)
})

test('a model of other features, or with thresholds out of order, does not go into service', () => {
  const file = trainShipped(small)
  const foreign = { ...file, model: { ...file.model, columns: file.model.columns.toReversed() } }
  assert.throws(() => serveModel(foreign), RangeError)
  assert.throws(() => serveModel({ ...file, thresholds: { challenge: 0.5, review: 0.4, block: 0.9 } }), RangeError)
})
