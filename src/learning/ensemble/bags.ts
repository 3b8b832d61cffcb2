/** Balanced bags: every positive row and a limited number of negative ones, other negatives in each bag. */
import { type Random, shuffle } from '../random.ts'

/** Deals negative rows out, each once before any comes again, so that the bags together see as many different ones as they can. */
export interface Dealer {
  /** Rows of the next bag: all positives and `ratio` negatives for each, in the order of the table. */
  nextBag(): Uint32Array
}

/** Builds a dealer over rows with labels. A bag never holds a row twice. */
export function createDealer(random: Random, labels: Uint8Array, ratio: number): Dealer {
  const positives = rowsWith(labels, 1)
  const negatives = rowsWith(labels, 0)
  const each = Math.min(negatives.length, Math.max(1, Math.round(ratio * positives.length)))
  let dealt = negatives.length
  const deal = (): Uint32Array => {
    if (dealt + each > negatives.length) {
      shuffle(random, negatives)
      dealt = 0
    }
    dealt += each
    return negatives.subarray(dealt - each, dealt)
  }
  return { nextBag: () => Uint32Array.from([...positives, ...deal()]).sort() }
}

function rowsWith(labels: Uint8Array, label: number): Uint32Array {
  const rows = new Uint32Array(labels.length)
  let count = 0
  for (let row = 0; row < labels.length; row++) if (labels[row] === label) rows[count++] = row
  return rows.slice(0, count)
}
