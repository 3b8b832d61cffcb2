/** What staff set for a kind of payment: from which probability on it is stopped, and what happens around that. */
import { type CurrencyCode, currencyCodes, type Money } from '#platform/money'
import { checkPolicy, type UnscoredLimits, unscoredLimits, verdictOf } from '../policy.ts'
import { atLeast } from '../rules/fire.ts'
import type { KindPolicyBody, Policy, Verdict } from '../wire.ts'

/** Minor units of each currency. */
export type Limits = Readonly<Record<CurrencyCode, bigint>>

export interface KindPolicy {
  /** Probabilities from which on a payment is challenged, reviewed, blocked. */
  readonly thresholds: Policy
  /** Expected losses, probability times amount, from which on a payment is challenged or reviewed however small its probability; 0 is never. */
  readonly losses: { readonly challenge: Limits; readonly review: Limits }
  /** From which amount on a person looks at a payment that could not be scored. */
  readonly unscored: UnscoredLimits
  /** Of the challenges and blocks below an amount, the share that is let through to learn from; 0 is none. */
  readonly exploration: { readonly share: number; readonly below: Limits }
  /** Minutes in which somebody should have decided a review. */
  readonly answerMinutes: number
  /** From which amount on two people decide a review. */
  readonly secondPersonFrom: Limits
}

const mapLimits = <From, To>(
  limits: Readonly<Record<CurrencyCode, From>>,
  change: (value: From) => To,
): Readonly<Record<CurrencyCode, To>> =>
  Object.fromEntries(currencyCodes.map((code) => [code, change(limits[code])])) as Record<CurrencyCode, To>

/** A fifth of what may pass unscored: 1,000.00 INR, 20.00 EUR. */
const smallChange: Limits = mapLimits(unscoredLimits, (minor) => minor / 5n)

/** As it is stored; policies that were written before there was such a limit have none. */
export const lossesOf = (losses: KindPolicyBody['losses']): KindPolicy['losses'] => ({
  challenge: losses ? mapLimits(losses.challenge, BigInt) : never,
  review: losses ? mapLimits(losses.review, BigInt) : never,
})

const never: Limits = mapLimits(unscoredLimits, () => 0n)

const twoPeople: Limits = mapLimits(unscoredLimits, (minor) => minor * 40n)

/** As long as staff have set none: the thresholds that came with the model, no limit to a loss, no exploration, two people from 200,000.00 INR on. */
export const defaultPolicy = (thresholds: Policy, unscored: UnscoredLimits = unscoredLimits): KindPolicy => ({
  thresholds,
  losses: { challenge: never, review: never },
  unscored,
  exploration: { share: 0, below: smallChange },
  answerMinutes: 60,
  secondPersonFrom: twoPeople,
})

/** A policy as it travels and is stored. */
export const toBody = (policy: KindPolicy): KindPolicyBody => ({
  thresholds: policy.thresholds,
  losses: { challenge: mapLimits(policy.losses.challenge, String), review: mapLimits(policy.losses.review, String) },
  unscored: mapLimits(policy.unscored, String),
  exploration: { share: policy.exploration.share, below: mapLimits(policy.exploration.below, String) },
  answerMinutes: policy.answerMinutes,
  secondPersonFrom: mapLimits(policy.secondPersonFrom, String),
})

/** Throws a RangeError where the thresholds do not rise. */
export const fromBody = (body: KindPolicyBody): KindPolicy => ({
  thresholds: checkPolicy(body.thresholds),
  losses: lossesOf(body.losses),
  unscored: mapLimits(body.unscored, BigInt),
  exploration: { share: body.exploration.share, below: mapLimits(body.exploration.below, BigInt) },
  answerMinutes: body.answerMinutes,
  secondPersonFrom: mapLimits(body.secondPersonFrom, BigInt),
})

/** What the loss to be expected of a payment says by itself. */
export const verdictOfLoss = (
  probability: number,
  { currency, minor }: Money,
  { challenge, review }: KindPolicy['losses'],
): Verdict => {
  const expected = probability * Number(minor)
  const reaches = (limit: bigint) => limit > 0n && expected >= Number(limit)
  if (reaches(review[currency])) return 'review'
  return reaches(challenge[currency]) ? 'challenge' : 'allow'
}

/** The verdict of a calibrated probability on a payment of some amount: by the probability or by the expected loss, whichever is stricter. */
export const verdictUnder = (
  { thresholds, losses }: Pick<KindPolicy, 'thresholds' | 'losses'>,
  probability: number,
  money: Money,
): Verdict => atLeast(verdictOf(probability, thresholds), verdictOfLoss(probability, money, losses))
