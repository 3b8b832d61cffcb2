/** Trains the model of links, and judges it on domains that it has not seen. */
import { fitBoosting, predictAll } from '#learning/boosting'
import { recallAtFalsePositiveRate, rocAuc } from '#learning/metrics'
import { fingerprintOf, type ModelFile } from '#learning/model-file'
import { createTable, selectRows, type Table } from '#learning/table'
import { linkFeatures, measureLink } from './features.ts'
import type { LabeledLink } from './generate.ts'
import { parseLink } from './parse-link.ts'

/** Links as rows. Rows of one registered domain stay together in folds. */
export interface LinkRows {
  readonly table: Table
  readonly labels: Uint8Array
  readonly domains: readonly string[]
  /** Lines that are no link, or stand there twice. */
  readonly left: number
}

export interface LinkFold {
  readonly train: Uint32Array
  readonly test: Uint32Array
}

export interface LinkFigures {
  readonly auc: number
  readonly recallAtOnePercent: number
  readonly folds: readonly { readonly rows: number; readonly auc: number; readonly recallAtOnePercent: number }[]
  /** The score that one honest link in a hundred of unseen domains reaches, but not below four to one. */
  readonly warnFrom: number
}

const options = {
  trees: 160,
  depth: 5,
  learningRate: 0.09,
  bins: 128,
  rowShare: 0.8,
  columnShare: 0.5,
  minimumChildWeight: 3,
  l2: 3,
  seed: 20261127,
}

/** Below this a model does not tell links apart well enough to warn anybody. */
export const leastAuc = 0.9

/** Nobody is warned below four to one, however few honest links reach it in training (log-odds). */
const leastWarning = Math.log(4)

export const rowsOfLinks = (links: readonly LabeledLink[]): LinkRows => {
  const unique = [...new Map(links.map((link) => [link.url, link])).values()]
  const parsed = unique.flatMap(({ url, isPhishing }) => {
    const link = parseLink(url)
    return link && link.domain !== '' ? [{ link, isPhishing }] : []
  })
  const values = new Float32Array(parsed.length * linkFeatures.length)
  for (const [row, { link }] of parsed.entries()) values.set(measureLink(link), row * linkFeatures.length)
  return {
    table: createTable(linkFeatures, values),
    labels: Uint8Array.from(parsed, ({ isPhishing }) => Number(isPhishing)),
    domains: parsed.map(({ link }) => link.domain),
    left: links.length - parsed.length,
  }
}

const labelsAt = (labels: Uint8Array, rows: Uint32Array) => Uint8Array.from(rows, (row) => labels[row])

const fit = ({ table, labels }: LinkRows, rows: Uint32Array) =>
  fitBoosting(selectRows(table, rows), labelsAt(labels, rows), options)

const thresholdOf = (scores: Float64Array, labels: Uint8Array): number => {
  const honest = scores.filter((_, row) => labels[row] === 0).sort()
  return Math.max(leastWarning, honest[Math.min(honest.length - 1, Math.ceil(honest.length * 0.99))])
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4

/** Scores each row by a model that has seen no link of its domain. Blocks its thread for seconds. */
export const judgeLinks = (rows: LinkRows, folds: readonly LinkFold[]): LinkFigures => {
  const scores = new Float64Array(rows.labels.length)
  const judged = folds.map(({ train, test }) => {
    const own = predictAll(fit(rows, train), selectRows(rows.table, test))
    for (const [at, row] of test.entries()) scores[row] = own[at]
    const labels = labelsAt(rows.labels, test)
    return { rows: test.length, ...figuresOf(own, labels) }
  })
  return { ...figuresOf(scores, rows.labels), folds: judged, warnFrom: thresholdOf(scores, rows.labels) }
}

const figuresOf = (scores: Float64Array, labels: Uint8Array) => ({
  auc: round(rocAuc(scores, labels)),
  recallAtOnePercent: round(recallAtFalsePositiveRate(scores, labels, 0.01)),
})

/** The file of a model that is trained on all rows. */
export const trainLinks = (rows: LinkRows, figures: LinkFigures, notes: string, at: Date): ModelFile => ({
  model: fit(rows, Uint32Array.from(rows.labels.keys())),
  thresholds: { warn: figures.warnFrom },
  card: {
    name: 'bankserver-links-1',
    trainedAt: at.toISOString(),
    trainingWindow: { from: at.toISOString(), to: at.toISOString() },
    dataFingerprint: fingerprintOf(rows.table, rows.labels),
    rows: rows.labels.length,
    positives: rows.labels.reduce((sum, label) => sum + label, 0),
    metrics: { auc: figures.auc, recallAtOnePercent: figures.recallAtOnePercent },
    notes,
  },
})
