import { type Aim, fitLine, type Line } from './newton.ts'
import { type Rows, scoreRows, selectInputs } from './rows.ts'

/**
 * What each row scores under a line that was fitted without it: the rows are parted into folds, and each fold is scored by the
 * line of the others. A row's fold follows from its inputs and the seed alone, so that the order of the rows changes nothing
 * and equal rows stay together. Where the others lack a label, the line of all rows has to do.
 */
export function scoreHeldOut(aim: Aim, whole: Line, folds: number, seed: number): Float64Array {
  const { rows } = aim
  const foldOf = dealRows(rows, folds, seed)
  const scores = scoreRows(rows, pointOf(whole))
  const all = Uint32Array.from(foldOf, (_, row) => row)
  for (let fold = 0; fold < folds; fold++) {
    const others = selectInputs(
      rows,
      all.filter((row) => foldOf[row] !== fold),
    )
    if (!carriesBoth(others)) continue
    const line = fitLine({ ...aim, rows: others }, whole)
    const held = all.filter((row) => foldOf[row] === fold)
    const margins = scoreRows(selectInputs(rows, held), pointOf(line))
    for (let index = 0; index < held.length; index++) scores[held[index]] = margins[index]
  }
  return scores
}

function pointOf({ weights, intercept }: Line): Float64Array {
  return Float64Array.of(...weights, intercept)
}

/** The fold of each row: a hash of the bits of its inputs (the mixing of MurmurHash3). */
function dealRows({ inputs, width, count }: Rows, folds: number, seed: number): Uint8Array {
  const bits = new Uint32Array(inputs.buffer, inputs.byteOffset, inputs.length)
  const dealt = new Uint8Array(count)
  for (let row = 0; row < count; row++) {
    let hash = seed | 0
    for (let at = row * width; at < (row + 1) * width; at++) {
      hash ^= Math.imul(Math.imul(bits[at], 0xcc9e2d51) ^ (bits[at] >>> 15), 0x1b873593)
      hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    dealt[row] = ((hash ^ (hash >>> 16)) >>> 0) % folds
  }
  return dealt
}

function carriesBoth({ signs, weights }: Rows): boolean {
  return [1, -1].every((sign) => signs.some((other, row) => other === sign && weights[row] > 0))
}
