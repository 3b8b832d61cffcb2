/** From probability to verdict; and from the amount alone, where there is no probability. */
import type { CurrencyCode, Money } from '#platform/money'
import type { Policy, Verdict } from './wire.ts'

/**
 * The share of genuine payments that meet another verdict than allow in the weeks on which thresholds are chosen. A percent at most may
 * in later weeks, so it is less than that.
 */
export const chosenShare = 0.0065

/** The verdict of a calibrated probability. */
export const verdictOf = (probability: number, policy: Policy): Verdict => {
  if (probability >= policy.block) return 'block'
  if (probability >= policy.review) return 'review'
  return probability >= policy.challenge ? 'challenge' : 'allow'
}

/** Minor units from which on a person looks at a payment that could not be scored. */
export type UnscoredLimits = Readonly<Record<CurrencyCode, bigint>>

export const unscoredLimits: UnscoredLimits = {
  INR: 500_000n,
  USD: 10_000n,
  EUR: 10_000n,
  GBP: 10_000n,
  JPY: 10_000n,
  KWD: 30_000n,
}

/** The verdict where scoring failed: small amounts move, larger ones wait for a person. */
export const verdictWithoutScore = ({ currency, minor }: Money, limits: UnscoredLimits): Verdict =>
  minor < limits[currency] ? 'allow' : 'review'

/** Throws a RangeError unless the thresholds rise within (0, 1]. */
export const checkPolicy = (policy: Policy): Policy => {
  const { challenge, review, block } = policy
  if (!(challenge > 0 && challenge <= review && review <= block && block <= 1))
    throw new RangeError(
      'The thresholds of a policy must rise from challenge over review to block, above 0 and up to 1.',
    )
  return policy
}
