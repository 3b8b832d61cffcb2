/** What one feature added to the score (log-odds): over 0 speaks against the payment, under 0 for it. */
export type Contribution = {
  readonly feature: string
  readonly label: string
  readonly value: string
  readonly logOdds: number
}

const SHOWN = 10

/** The strongest one by one, and what all the others add up to. */
export const shorten = (
  contributions: readonly Contribution[],
  others: (count: number) => string,
): readonly Contribution[] => {
  const bySize = contributions.toSorted((one, other) => Math.abs(other.logOdds) - Math.abs(one.logOdds))
  const rest = bySize.slice(SHOWN)
  if (rest.length === 0) return bySize
  const logOdds = rest.reduce((sum, one) => sum + one.logOdds, 0)
  return [...bySize.slice(0, SHOWN), { feature: '', label: others(rest.length), value: '', logOdds }]
}
