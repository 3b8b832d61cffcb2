/** The payer of a payment that was stopped says that it was them. */
import type { Fraud } from '#modules/fraud'
import type { Database } from '#platform/database'
import type { Clock } from '#platform/time'
import { ownPayment } from '../go-on.ts'
import { notStopped } from '../refusals.ts'

export interface ItWasMeNeeds {
  readonly db: Database
  readonly fraud: Fraud
  readonly clock: Clock
}

const isSame = (session: string | undefined, madeBy: string | null): boolean | null =>
  session === undefined || madeBy === null ? null : session === madeBy

/**
 * Keeps what the payer says, tells staff, and opens a case for them. It moves nothing and teaches nothing: a thief says so too. The same
 * once more changes nothing.
 */
export const createItWasMe =
  ({ db, fraud, clock }: ItWasMeNeeds) =>
  async (person: string, session: string | undefined, id: string) => {
    const payment = await ownPayment(db, person, id)
    if (payment.state !== 'blocked') throw notStopped()
    await fraud.decisions.state({ payment: id, person, at: clock(), isSameSession: isSame(session, payment.session) })
    return payment
  }
