/**
 * Free text as numbers: the log-odds that a logistic regression on its character n-grams and words gives, and what it looks
 * like: length, digits, capitals, marks.
 */
import { createRandom, shuffle } from '#learning/random'
import type { TextColumn } from '../read-table.ts'
import { type Encoding, type EncodingPlan, encodeOutOfFold, encodeRows, joinEncodings } from './encoding.ts'
import { cutTexts, type Grams, gramCount } from './grams.ts'

interface GramModel {
  readonly weights: Float32Array
  readonly intercept: number
}

const passes = 6
const rate = 0.3
const l2 = 1e-5
/** Rows that the regression is fitted on at most. */
const mostRows = 50_000

const marginOf = ({ weights, intercept }: GramModel, { hashes, starts }: Grams, row: number): number => {
  const [from, to] = [starts[row], starts[row + 1]]
  let sum = 0
  for (let at = from; at < to; at++) sum += weights[hashes[at]]
  return intercept + sum / Math.sqrt(Math.max(1, to - from))
}

/** Stochastic gradient descent with a rate for each weight (AdaGrad; Duchi, Hazan and Singer 2011). */
const fitGrams = ({ hashes, starts }: Grams, labels: Uint8Array, all: Uint32Array): GramModel => {
  const random = createRandom(1)
  const order = all.slice(0, mostRows)
  const weights = new Float32Array(gramCount)
  const squares = new Float32Array(gramCount).fill(1e-2)
  const ones = order.reduce((sum, row) => sum + labels[row], 0)
  let intercept = Math.log((ones + 1) / (order.length - ones + 1))
  for (let pass = 0; pass < passes; pass++) {
    shuffle(random, order)
    for (const row of order) {
      const scale = 1 / Math.sqrt(Math.max(1, starts[row + 1] - starts[row]))
      const margin = marginOf({ weights, intercept }, { hashes, starts }, row)
      const error = 1 / (1 + Math.exp(-margin)) - labels[row]
      intercept -= 0.01 * error
      for (let at = starts[row]; at < starts[row + 1]; at++) {
        const gram = hashes[at]
        const slope = error * scale + l2 * weights[gram]
        squares[gram] += slope * slope
        weights[gram] -= (rate * slope) / Math.sqrt(squares[gram])
      }
    }
  }
  return { weights, intercept }
}

const looks = [
  'length',
  'words',
  'longest word',
  'share of digits',
  'share of capitals',
  'marks',
  'different characters',
]

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

const writeLooks = (cell: string, out: Float32Array, offset: number) => {
  const text = cell.trim()
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  const length = Math.max(1, text.length)
  out[offset] = text.length
  out[offset + 1] = words.length
  out[offset + 2] = words.reduce((longest, word) => Math.max(longest, word.length), 0)
  out[offset + 3] = countOf(text, /\d/g) / length
  out[offset + 4] = countOf(text, /\p{Lu}/gu) / length
  out[offset + 5] = countOf(text, /[^\p{L}\p{N}\s]/gu)
  out[offset + 6] = new Set(text).size
}

/** Prepares a column of text; the pieces are cut once for all folds. */
export const prepareTexts = (column: TextColumn): ((plan: EncodingPlan) => Encoding) => {
  const { name, cells } = column
  const grams = cutTexts(cells)
  return (plan) => {
    const odds = encodeOutOfFold(
      [`${name}: log-odds of its pieces`],
      plan,
      (rows) => fitGrams(grams, plan.labels, rows),
      (model, row, out, offset) => {
        out[offset] = marginOf(model, grams, row)
      },
    )
    const look = encodeRows(
      looks.map((each) => `${name}: ${each}`),
      plan,
      (row, out, offset) => writeLooks(cells[row], out, offset),
    )
    return joinEncodings([odds, look], plan)
  }
}
