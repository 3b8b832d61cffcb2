/**
 * What is blocked has no outcome to learn from. So below an amount that staff set, a small share of payments that would be
 * challenged or blocked is let through, and the decision keeps how probable that was. Chance is drawn for a payer and a day:
 * trying again does not draw again, and only one payment of a payer is let through in a day.
 */
import type { Attempt } from '../attempt.ts'
import type { KindPolicy } from '../policies/kind-policy.ts'
import type { Verdict } from '../wire.ts'

/** A number from 0 to below 1 that always is the same for the same text, and that nobody outside can foretell. */
export type Draw = (about: string) => number

export interface Chance {
  readonly verdict: Verdict
  /** The verdict that it would have had; null where it has it. */
  readonly exploredFrom: 'challenge' | 'block' | null
  /** How probable the verdict was that it got. */
  readonly propensity: number
}

export interface Explorer {
  consider(verdict: Verdict, attempt: Attempt, policy: KindPolicy): Chance
  /** The payment that was let through is recorded: its payer has had the one of that day. */
  spend(attempt: Attempt): void
}

/** Leaves every verdict as it is, for whoever asks what would be. */
export const noExplorer: Explorer = {
  consider: (verdict) => ({ verdict, exploredFrom: null, propensity: 1 }),
  spend: () => {},
}

// Payers whose day is remembered; the one remembered the longest makes room.
const mostRemembered = 10_000

const dayOf = ({ at }: Attempt) => at.toISOString().slice(0, 10)

export const createExplorer = (draw: Draw): Explorer => {
  const spent = new Map<string, string>()
  return {
    consider: (verdict, attempt, { exploration: { share, below } }) => {
      const { payer, money } = attempt
      const stays: Chance = { verdict, exploredFrom: null, propensity: 1 }
      if ((verdict !== 'challenge' && verdict !== 'block') || share === 0) return stays
      if (money.minor >= below[money.currency] || spent.get(payer.id) === dayOf(attempt)) return stays
      if (draw(`${payer.id} ${dayOf(attempt)}`) >= share) return { ...stays, propensity: 1 - share }
      return { verdict: 'allow', exploredFrom: verdict, propensity: share }
    },
    spend: (attempt) => {
      spent.delete(attempt.payer.id)
      spent.set(attempt.payer.id, dayOf(attempt))
      if (spent.size > mostRemembered) for (const oldest of spent.keys()) return void spent.delete(oldest)
    },
  }
}
