/** Which rows to train on where there are more than can be. */
import { createRandom, drawDistinct } from '#learning/random'
import type { LabeledTable } from '#learning/table'
import type { Part } from './row-store.ts'

export interface TrainingRows extends LabeledTable {
  /** What each row stands for: more than itself where genuine payments were sampled. Undefined where all rows are there. */
  readonly weights: Float32Array | undefined
}

const rowsWith = (labels: Uint8Array, label: number): Uint32Array => {
  let count = 0
  for (const one of labels) if (one === label) count++
  const rows = new Uint32Array(count)
  let taken = 0
  for (let row = 0; row < labels.length; row++) if (labels[row] === label) rows[taken++] = row
  return rows
}

const sampleOf = (rows: Uint32Array, count: number, seed: number): Uint32Array =>
  rows.length <= count
    ? rows
    : drawDistinct(createRandom(seed), rows.length, count)
        .map((place) => rows[place])
        .sort()

/**
 * All frauds, and as many genuine payments, drawn by the seed, as fit into `most` rows; each weighs as many as it stands for.
 * Where frauds alone are more than half of that, they are drawn as well. Rows stay in the order of their time.
 */
export const readTrainingRows = async (part: Part, most: number, seed: number): Promise<TrainingRows> => {
  if (part.rows <= most) return { ...(await part.read()), weights: undefined }
  const [frauds, genuine] = [rowsWith(part.labels, 1), rowsWith(part.labels, 0)]
  const keptFrauds = sampleOf(frauds, Math.max(most >>> 1, most - genuine.length), seed)
  const keptGenuine = sampleOf(genuine, most - keptFrauds.length, seed)
  const rows = new Uint32Array(keptFrauds.length + keptGenuine.length)
  rows.set(keptFrauds)
  rows.set(keptGenuine, keptFrauds.length)
  const chosen = await part.read(rows.sort())
  const [forFraud, forGenuine] = [frauds.length / keptFrauds.length, genuine.length / keptGenuine.length]
  return { ...chosen, weights: Float32Array.from(chosen.labels, (label) => (label === 1 ? forFraud : forGenuine)) }
}
