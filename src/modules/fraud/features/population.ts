/**
 * How common an amount is among all attempts of a kind in a currency: a histogram of log amounts. Attempts, not settled payments:
 * if what is stopped were not counted, large amounts would look ever rarer and ever more of them would be stopped.
 */

const perOctave = 16
const bins = 64 * perOctave

export interface Population {
  readonly counts: Uint32Array
  total: number
}

export const createPopulation = (): Population => ({ counts: new Uint32Array(bins), total: 0 })

const binOf = (minor: number): number => Math.min(bins - 1, Math.floor(Math.log2(Math.max(1, minor)) * perOctave))

/** Counts an attempt, or takes it back with `sign` -1. */
export const countAmount = (population: Population, minor: number, sign: 1 | -1): void => {
  population.counts[binOf(minor)] += sign
  population.total += sign
}

const enough = 200

/** The share of attempts at least as large, the one that is looked at among them; NaN while too few are known. */
export const tailShare = ({ counts, total }: Population, minor: number): number => {
  if (total < enough) return Number.NaN
  const bin = binOf(minor)
  let above = (1 + counts[bin]) / 2
  for (let index = bin + 1; index < bins; index++) above += counts[index]
  return above / total
}
