/** Fits a model with all that belongs to it: calibration, thresholds, card, figures, and what drift is measured against. */
import { type Calibration, calibrate, fitIsotonic } from '#learning/calibration'
import { fingerprintOf, type ModelFile } from '#learning/model-file'
import { scoreAll } from '#learning/models'
import { curveOf } from '#learning/weighted-curve'
import type { Figures } from '../../wire.ts'
import { figuresOf, type Scored } from '../measure/figures.ts'
import { type Bins, referenceOf } from '../measure/reference.ts'
import { type Candidate, chooseCandidate, tellChoice, trainCandidates } from './candidates.ts'
import { choosePolicy } from './choose-policy.ts'
import { countFrauds, type Sample, type Samples } from './samples.ts'
import type { Span } from './windows.ts'

export interface FitPlan {
  readonly name: string
  readonly trainedAt: string
  readonly notes: string
  readonly seed: number
  readonly trees: number
  readonly epochs: number
  readonly train: Span
  readonly test: Span
}

export interface Fitted {
  readonly file: ModelFile
  readonly figures: Figures
  readonly reference: readonly Bins[]
}

export type Stage = 'reading' | 'generating' | 'fitting' | 'measuring' | 'registering'

/** What is being done, and how much of it is done, 0 to 1. */
export interface TrainingProgress {
  readonly stage: Stage
  readonly share: number
}

/** Where genuine payments stand for several, a probability that was fitted on the rows is brought down to the payments. */
const fitCalibration = (model: Candidate, { table, labels, weights }: Sample): Calibration => {
  const fitted = fitIsotonic(scoreAll(model, table), labels)
  let [rows, payments] = [0, 0]
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] === 1) continue
    rows++
    payments += weights[row]
  }
  const each = payments / rows
  return { ...fitted, probabilities: fitted.probabilities.map((p) => p / (p + (1 - p) * each)) }
}

const scoredBy = (model: Candidate, calibration: Calibration, { table, labels, weights }: Sample): Scored => ({
  probabilities: scoreAll(model, table).map((score) => calibrate(calibration, score)),
  labels,
  weights,
})

const metricsOf = ({ auc, averagePrecision, recallAtOnePercent, brier, challenge }: Figures) => {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = challenge
  return {
    auc,
    averagePrecision,
    recallAtOnePercent,
    brier,
    precision: truePositives / Math.max(1, truePositives + falsePositives),
    recall: truePositives / Math.max(1, truePositives + falseNegatives),
    genuineStopped: falsePositives / Math.max(1, falsePositives + trueNegatives),
  }
}

const isoOf = ({ fromMs, toMs }: Span) => ({ from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() })

/** Blocks its thread for seconds to minutes. The same samples and plan give the same model. */
export const fitModel = (samples: Samples, plan: FitPlan, tell: (news: TrainingProgress) => void): Fitted => {
  const { train, choose, test } = samples
  const candidates = trainCandidates(plan, train, (share) => tell({ stage: 'fitting', share }))
  tell({ stage: 'measuring', share: 0 })
  const choice = chooseCandidate(candidates, choose)
  const { model } = choice
  const calibration = fitCalibration(model, choose)
  const chosen = scoredBy(model, calibration, choose)
  const policy = choosePolicy(curveOf(chosen.probabilities, chosen.labels, chosen.weights))
  const figures = figuresOf(scoredBy(model, calibration, test), policy, plan.test)
  const card = {
    name: plan.name,
    trainedAt: plan.trainedAt,
    trainingWindow: isoOf(plan.train),
    dataFingerprint: fingerprintOf(train.table, train.labels),
    rows: train.table.rows,
    positives: countFrauds(train),
    metrics: metricsOf(figures),
    notes: `${plan.notes} ${tellChoice(choice)}`,
  }
  return {
    file: { card, model, calibration, thresholds: { ...policy } },
    figures,
    reference: referenceOf(train.table, scoreAll(model, train.table), train.weights),
  }
}
