/** Adds up what became, or would become, of many payments. */
import type { CurrencyCode } from '#platform/money'
import { dayMs } from '#platform/time'
import type { BackTestOutcome, Verdict } from '../wire.ts'

/** A decision of the past, as far as a back-test looks at it. */
export interface Past {
  readonly currency: CurrencyCode
  readonly minor: bigint
  /** NaN where it was not scored. */
  readonly probability: number
  readonly bookedMs: number
  /** Null where nothing is known. */
  readonly isFraud: boolean | null
}

type Sums = Map<CurrencyCode, bigint>

const addTo = (sums: Sums, currency: CurrencyCode, minor: bigint) =>
  sums.set(currency, (sums.get(currency) ?? 0n) + minor)

const toMoneys = (sums: Sums) => [...sums].map(([currency, minor]) => ({ currency, minor: minor.toString() }))

// Parts of a minor unit, so that sums of expected losses stay whole numbers.
const parts = 1_000_000

export interface Tally {
  add(verdict: Verdict, past: Past): void
  result(days: number): BackTestOutcome
}

export const createTally = (): Tally => {
  const verdicts: Record<Verdict, number> = { allow: 0, challenge: 0, review: 0, block: 0 }
  const counts = { fraudsPassed: 0, fraudsStopped: 0, genuineStopped: 0 }
  const [lost, saved, held, expected]: Sums[] = [new Map(), new Map(), new Map(), new Map()]
  const reviewsOfDay = new Map<number, number>()

  const addPassed = ({ currency, minor, probability, isFraud }: Past) => {
    if (probability > 0) addTo(expected, currency, minor * BigInt(Math.round(probability * parts)))
    if (!isFraud) return
    counts.fraudsPassed++
    addTo(lost, currency, minor)
  }
  const addStopped = ({ currency, minor, isFraud }: Past) => {
    counts[isFraud ? 'fraudsStopped' : 'genuineStopped']++
    addTo(isFraud ? saved : held, currency, minor)
  }
  return {
    add: (verdict, past) => {
      verdicts[verdict]++
      if (verdict === 'allow') addPassed(past)
      else addStopped(past)
      if (verdict !== 'review') return
      const day = Math.floor(past.bookedMs / dayMs)
      reviewsOfDay.set(day, (reviewsOfDay.get(day) ?? 0) + 1)
    },
    result: (days) => ({
      ...verdicts,
      ...counts,
      lost: toMoneys(lost),
      saved: toMoneys(saved),
      held: toMoneys(held),
      expectedLoss: toMoneys(new Map([...expected].map(([currency, minor]) => [currency, minor / BigInt(parts)]))),
      reviewsPerDay: verdicts.review / days,
      busiestDay: Math.max(0, ...reviewsOfDay.values()),
    }),
  }
}
