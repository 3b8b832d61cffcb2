/** How common an amount is among all settled payments of a kind in a currency: a histogram of log amounts. */

const perOctave = 16
const bins = 64 * perOctave

export interface Population {
  readonly counts: Uint32Array
  total: number
}

export const createPopulation = (): Population => ({ counts: new Uint32Array(bins), total: 0 })

const binOf = (minor: number): number => Math.min(bins - 1, Math.floor(Math.log2(Math.max(1, minor)) * perOctave))

export const countAmount = (population: Population, minor: number): void => {
  population.counts[binOf(minor)]++
  population.total++
}

const enough = 200

/** The share of payments at least as large; NaN while too few are known. Never 0: the tail counts one payment more. */
export const tailShare = ({ counts, total }: Population, minor: number): number => {
  if (total < enough) return Number.NaN
  const bin = binOf(minor)
  let above = 1 + counts[bin] / 2
  for (let index = bin + 1; index < bins; index++) above += counts[index]
  return above / (total + 1)
}
