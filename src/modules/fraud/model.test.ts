import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitEnsemble } from '#learning/ensemble'
import type { ModelFile } from '#learning/model-file'
import { fitModel, type Model } from '#learning/models'
import { createRandom, drawNormal } from '#learning/random'
import { createTable } from '#learning/table'
import { featureNames } from './features/catalog.ts'
import { serveModel } from './model.ts'
import { attempting, idOf, testFraud } from './test-fraud.ts'

const random = createRandom(4)
const table = createTable(
  featureNames,
  new Float32Array(600 * featureNames.length).map(() => drawNormal(random)),
)
const labels = Uint8Array.from({ length: 600 }, (_, row) => Number(table.values[row * featureNames.length] > 1))
const ensemble = {
  ...fitEnsemble(table, labels, {
    bags: 2,
    ratio: 3,
    boosting: { trees: 5, depth: 2 },
    network: { hidden: [4, 3], epochs: 2 },
  }),
  networkWeight: 0.3,
}

const fileOf = (model: Model): ModelFile => ({
  model,
  calibration: { kind: 'platt', slope: 1, intercept: 0 },
  thresholds: { challenge: 0.4, review: 0.6, block: 0.9 },
  card: {
    name: 'trial',
    trainedAt: '2026-01-01T00:00:00.000Z',
    trainingWindow: { from: '2025-01-01T00:00:00.000Z', to: '2025-02-01T00:00:00.000Z' },
    dataFingerprint: '',
    rows: 600,
    positives: 100,
    metrics: {},
  },
})

test('an ensemble serves: what it explains adds up to what it scores', () => {
  const model = serveModel(fileOf(ensemble))
  assert.equal(model.trees, 10)
  for (let row = 0; row < 20; row++) {
    const features = table.values.slice(row * featureNames.length, (row + 1) * featureNames.length)
    const { base, contributions, oddness, residual } = model.explain(features)
    const sum = contributions.reduce((total, value) => total + value, base) + oddness + residual
    assert.ok(Math.abs(sum - model.score(features)) < 1e-6)
  }
})

test('a decision of an ensemble tells apart what belongs to no single feature, the same when it is read again', async () => {
  const model = { ...serveModel(fileOf(ensemble)), probabilityOf: () => 0.5 }
  await using bank = await testFraud(model, { policy: { challenge: 0.4, review: 0.6, block: 0.9 } })
  const assessment = await bank.pay(attempting({ payment: 'odd' }))
  assert.equal(assessment.verdict, 'challenge')

  const decision = await bank.fraud.decision(idOf('payment odd'))
  const terms = new Map(decision?.contributions.map(({ feature, logOdds }) => [feature, logOdds]))
  assert.equal(terms.get('oddness'), assessment.oddness)
  assert.equal(terms.get('residual'), assessment.residual)
  const { base, score } = decision ?? { base: Number.NaN, score: Number.NaN }
  assert.ok(Math.abs([...terms.values()].reduce((sum, value) => sum + value, base) - score) < 1e-9)
  const features = assessment.features
  assert.ok(Math.abs(base - model.explain(features).base) < 1e-6)
})

test('a model of another kind, or of other columns, does not serve', () => {
  const network = fitModel(table, labels, { kind: 'network', options: { hidden: [2, 2], epochs: 1 } })
  assert.throws(() => serveModel(fileOf(network)), /kind network cannot serve/)
  assert.throws(() => serveModel(fileOf({ ...ensemble, columns: ['amount'] })), /other features/)
})
