/** What a customer says about a payment of theirs, and whether the bank learns from it. */
import type { Label, Learned } from '../learn.ts'

export interface CustomerSays {
  readonly payment: string
  readonly wasMe: boolean
  readonly person: string
  /** The session that says so, and the one that asked for the payment; null where that is not known. */
  readonly session: string | null
  readonly madeBy: string | null
  readonly at: Date
}

/**
 * "It was not me" is a label. "It was me" is one only from another session than the one that made the payment, and only where
 * that is known: a thief at the same screen says so too. Answers whether it was one.
 */
export const createCustomerSays =
  (teach: (labels: readonly Label[]) => Promise<Learned>) =>
  async ({ payment, wasMe, person, session, madeBy, at }: CustomerSays): Promise<boolean> => {
    const isFromElsewhere = session !== null && madeBy !== null && session !== madeBy
    if (wasMe && !isFromElsewhere) return false
    const label = { payment, isFraud: !wasMe, knownAt: at, source: 'customer', toldBy: person } as const
    return (await teach([label])).accepted > 0
  }
