/** Trains the model that comes with the package, on generated payments only. The same plan gives the same file. */
import { type BoostingModel, fitBoosting, predictAll } from '#learning/boosting'
import { type Calibration, calibrate, fitIsotonic } from '#learning/calibration'
import { averagePrecision, brierScore, confusionAt, recallAtFalsePositiveRate, rocAuc } from '#learning/metrics'
import { fingerprintOf, type ModelFile } from '#learning/model-file'
import { createTable, type Table } from '#learning/table'
import { dayMs } from '#platform/time'
import { featureNames } from './features/catalog.ts'
import { generateRows, type Rows } from './generator/rows.ts'
import { chosenShare } from './policy.ts'
import type { Policy } from './wire.ts'

export interface TrainingPlan {
  readonly seed: number
  readonly worlds: number
  readonly customers: number
  readonly trees: number
  /** The first day of the worlds, and what the card says of when it was trained. */
  readonly startMs: number
  readonly trainedAt: Date
}

/** The plan of the file in this folder. */
export const shippedPlan: TrainingPlan = {
  seed: 20260101,
  worlds: 24,
  customers: 400,
  trees: 200,
  startMs: Date.UTC(2026, 0, 1),
  trainedAt: new Date(Date.UTC(2026, 10, 27)),
}

/** Days of training, of choosing (calibration and thresholds), of waiting for labels, of testing. */
const protocol = { train: 63, choose: 7, wait: 7, test: 14 }

/** Trees that are grown, of how many. */
export interface TrainingNews {
  readonly done: number
  readonly of: number
}

interface Sample extends Rows {
  readonly table: Table
}

const sampleOf = (rows: Rows): Sample => ({ ...rows, table: createTable(featureNames, rows.values) })

const generate = (plan: TrainingPlan): Sample[] => {
  const { seed, worlds, customers, startMs } = plan
  const { train, choose, wait, test } = protocol
  const days = train + choose + wait + test
  const list = Array.from({ length: worlds }, (_, index) => ({
    seed: seed + index,
    customers,
    startMs,
    cardsOnly: index % 2 === 0,
  }))
  const windows = [
    { fromDay: 0, toDay: train, everyGenuine: 3 },
    { fromDay: train, toDay: train + choose, everyGenuine: 1 },
    { fromDay: days - test, toDay: days, everyGenuine: 1 },
  ]
  return generateRows(list, days, windows).map(sampleOf)
}

const fit = (
  plan: TrainingPlan,
  { table, labels, weights }: Sample,
  tell: (news: TrainingNews) => void,
): BoostingModel =>
  fitBoosting(
    table,
    labels,
    {
      trees: plan.trees,
      depth: 5,
      learningRate: 0.07,
      bins: 256,
      rowShare: 0.8,
      columnShare: 0.6,
      minimumChildWeight: 4,
      l2: 3,
      weights,
      seed: plan.seed,
    },
    ({ round, rounds }) => tell({ done: round, of: rounds }),
  )

/** The lowest probability from which on at least so much is fraud, above another threshold. */
const fromPrecision = (probabilities: Float64Array, labels: Uint8Array, precision: number, least: number): number => {
  const order = Uint32Array.from(labels, (_, row) => row).sort(
    (left, right) => probabilities[right] - probabilities[left],
  )
  let [found, frauds, threshold] = [0, 0, 1]
  for (const row of order) {
    if (probabilities[row] < least) break
    found++
    frauds += labels[row]
    if (frauds / found >= precision) threshold = probabilities[row]
  }
  return Math.max(least, threshold)
}

const quantileOfGenuine = (probabilities: Float64Array, labels: Uint8Array, share: number): number => {
  const genuine = probabilities.filter((_, row) => labels[row] === 0).sort()
  return genuine[Math.min(genuine.length - 1, Math.ceil(genuine.length * (1 - share)))]
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4

/** A customer is asked only where at least about one such payment in eight is fraud, however few would be asked. */
const leastRisk = 0.12

const choosePolicy = (probabilities: Float64Array, labels: Uint8Array): Policy => {
  const challenge = Math.max(leastRisk, quantileOfGenuine(probabilities, labels, chosenShare))
  const review = fromPrecision(probabilities, labels, 0.85, challenge)
  const block = fromPrecision(probabilities, labels, 0.98, review)
  return { challenge: round(challenge), review: round(review), block: round(block) }
}

const probabilitiesOf = (model: BoostingModel, calibration: Calibration, { table }: Sample): Float64Array =>
  predictAll(model, table).map((score) => calibrate(calibration, score))

/** Of each manner of fraud, the share that is not simply allowed. */
const recallOfScenarios = (probabilities: Float64Array, { scenarios }: Sample, threshold: number) => {
  const counts = new Map<string, { found: number; all: number }>()
  for (const [row, scenario] of scenarios.entries()) {
    if (scenario === 'genuine') continue
    const count = counts.get(scenario) ?? { found: 0, all: 0 }
    count.all++
    if (probabilities[row] >= threshold) count.found++
    counts.set(scenario, count)
  }
  return Object.fromEntries([...counts].sort().map(([scenario, { found, all }]) => [`recall ${scenario}`, found / all]))
}

/** What is said of the model on weeks that it has not seen. */
const measure = (probabilities: Float64Array, sample: Sample, { challenge, review, block }: Policy) => {
  const { labels } = sample
  const at = (threshold: number) => confusionAt(probabilities, labels, threshold)
  const [challenged, reviewed, blocked] = [at(challenge), at(review), at(block)]
  const metrics = {
    auc: rocAuc(probabilities, labels),
    averagePrecision: averagePrecision(probabilities, labels),
    recallAtOnePercent: recallAtFalsePositiveRate(probabilities, labels, 0.01),
    brier: brierScore(probabilities, labels),
    precision: challenged.precision,
    recall: challenged.recall,
    genuineStopped: challenged.falsePositiveRate,
    reviewPrecision: reviewed.precision,
    reviewRecall: reviewed.recall,
    blockPrecision: blocked.precision,
    blockRecall: blocked.recall,
  }
  const all = { ...metrics, ...recallOfScenarios(probabilities, sample, challenge) }
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, round(value)]))
}

const isoDay = (ms: number): string => new Date(ms).toISOString()

/** Trains for some minutes of one core, and answers the file. */
export const trainShipped = (plan: TrainingPlan, tell: (news: TrainingNews) => void = () => {}): ModelFile => {
  const [train, choose, test] = generate(plan)
  const model = fit(plan, train, tell)
  const calibration = fitIsotonic(predictAll(model, choose.table), choose.labels)
  const policy = choosePolicy(probabilitiesOf(model, calibration, choose), choose.labels)
  return {
    model,
    calibration,
    thresholds: { ...policy },
    card: {
      name: 'bankserver-fraud-2',
      trainedAt: plan.trainedAt.toISOString(),
      trainingWindow: { from: isoDay(plan.startMs), to: isoDay(plan.startMs + protocol.train * dayMs) },
      dataFingerprint: fingerprintOf(train.table, train.labels),
      rows: train.labels.length,
      positives: train.labels.reduce((sum, label) => sum + label, 0),
      metrics: measure(probabilitiesOf(model, calibration, test), test, policy),
      notes: `Generated payments of ${plan.worlds} worlds of ${plan.customers} customers, seed ${plan.seed}; no data of real people or of others. Metrics are of generated test weeks and say nothing about a real bank.`,
    },
  }
}
