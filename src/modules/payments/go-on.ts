/** What happens to a payment after it was asked for: proof, withdrawal, the teller's count, the analyst's decision. */
import type { Conclusion, Fraud } from '#modules/fraud'
import type { Identity } from '#modules/identity'
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Lane } from '#platform/lane'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import { makeSlip } from './counter/slip.ts'
import { cannotCancel, noSuchPayment, notAnnounced, notChallenged, notInReview, wrongSlip } from './refusals.ts'
import { type Change, conclusionOf, endHold, isOnHold, move, movedOn, type Step } from './step.ts'
import { findPayment } from './store.ts'
import type { PaymentRow } from './tables.ts'

export interface GoOnNeeds {
  readonly db: Database
  readonly identity: Identity
  readonly fraud: Fraud
  readonly lane: Lane<Step>
  readonly clock: Clock
  readonly randomBytes: RandomBytes
}

type Going = Pick<Change, 'to' | 'transfer' | 'event' | 'isFinal'> &
  Partial<Pick<Change, 'message' | 'slip' | 'expiresAt' | 'choice' | 'first' | 'review' | 'isDisowned' | 'charge'>>

const nothingMore = {
  message: null,
  slip: null,
  expiresAt: null,
  choice: null,
  first: null,
  review: null,
  isDisowned: false,
}

/** Takes the step; `late` is the refusal for a payment that somebody else has moved on meanwhile. */
export const goOn = async (
  { db, fraud, lane }: GoOnNeeds,
  payment: PaymentRow,
  at: Date,
  going: Going,
  late: () => Refusal,
): Promise<PaymentRow> => {
  const change: Change = { ...nothingMore, ...going, isNew: false, payment, from: payment.state, at }
  const conclude = async (conclusion: Conclusion | null) => conclusion && fraud.concluded([conclusion])
  try {
    await lane.join(change)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === movedOn) throw late()
    await conclude(conclusionOf(change, error))
    throw error
  }
  await conclude(conclusionOf(change, null))
  const row = await findPayment(db, payment.id)
  if (!row) throw noSuchPayment()
  return row
}

/** A payment of the person's own. Throws no-such-payment. */
export const ownPayment = async (db: Database, person: string, id: string): Promise<PaymentRow> => {
  const payment = await findPayment(db, id)
  if (payment?.asked_by !== person) throw noSuchPayment()
  return payment
}

/** A challenged payment whose payer has proved who they are. */
export const goOnProven = (needs: GoOnNeeds, payment: PaymentRow, at: Date): Promise<PaymentRow> => {
  const event = { who: payment.asked_by, what: 'challenge answered', note: '' }
  const going: Going = payment.needs_review
    ? { to: 'in_review', transfer: move(payment, 'pending', at), event, choice: 'proof', isFinal: true }
    : payment.kind === 'withdrawal'
      ? {
          to: 'announced',
          transfer: move(payment, 'pending', at),
          slip: makeSlip(needs.randomBytes),
          event,
          choice: 'proof',
          isFinal: true,
        }
      : payment.kind === 'charge'
        ? { to: 'authorized', transfer: move(payment, 'pending', at), event, choice: 'proof', isFinal: true }
        : { to: 'settled', transfer: move(payment, 'posted', at), event, choice: 'proof', isFinal: true }
  return goOn(needs, payment, at, going, notChallenged)
}

const cancellable: ReadonlySet<string> = new Set(['challenged', 'waiting', 'tried', 'announced'])

/** The payer does not send it after all. What was set aside is free again. */
export const createCancel = (needs: GoOnNeeds) => async (person: string, id: string) => {
  const payment = await ownPayment(needs.db, person, id)
  return payment.state === 'cancelled' ? payment : takeBack(needs, payment, false)
}

/**
 * The payer says that somebody else asked for it: it is taken back, and known to be fraud from this instant. Said of one that was taken
 * back already, it is a label alone.
 */
export const createDisown = (needs: GoOnNeeds) => async (person: string, id: string) => {
  const payment = await ownPayment(needs.db, person, id)
  if (payment.state !== 'cancelled') return takeBack(needs, payment, true)
  await needs.fraud.learn([{ payment: id, isFraud: true, knownAt: needs.clock(), source: 'customer', toldBy: person }])
  return payment
}

const takeBack = (needs: GoOnNeeds, payment: PaymentRow, isDisowned: boolean): Promise<PaymentRow> => {
  if (!cancellable.has(payment.state)) throw cannotCancel()
  const at = needs.clock()
  const transfer = isOnHold(payment) ? endHold(payment, 'void', at) : null
  const event = { who: payment.asked_by, what: isDisowned ? 'disowned' : 'cancelled', note: '' }
  const choice = payment.state === 'challenged' ? 'stop' : null
  const going = { to: 'cancelled', transfer, event, choice, isDisowned, isFinal: false } as const
  return goOn(needs, payment, at, going, cannotCancel)
}

/** The teller has counted the cash of a slip: the deposit or the withdrawal is written. */
export const createSettleSlip = (needs: GoOnNeeds) => async (teller: string, id: string, slip: string) => {
  const payment = await findPayment(needs.db, id)
  if (!payment || (payment.kind !== 'deposit' && payment.kind !== 'withdrawal')) throw noSuchPayment()
  if (payment.state !== 'announced') throw notAnnounced()
  if (payment.slip !== slip) throw wrongSlip()
  const at = needs.clock()
  const transfer = isOnHold(payment) ? endHold(payment, 'post', at) : move(payment, 'posted', at)
  const event = { who: teller, what: 'cash counted', note: '' }
  return goOn(needs, payment, at, { to: 'settled', transfer, event, isFinal: false }, notAnnounced)
}

export interface ReviewDecision {
  readonly decision: 'release' | 'return'
  /** For one that is returned: false where it was no fraud, so that nothing is learned from it. */
  readonly isFraud?: boolean
  readonly note: string
  readonly message?: string
}

/** A released payment goes its way; a released withdrawal still waits for the teller, and a charge for its merchant, so that the hold stays. */
const release = (needs: GoOnNeeds, payment: PaymentRow, at: Date): Pick<Going, 'to' | 'transfer' | 'slip'> =>
  payment.kind === 'withdrawal'
    ? { to: 'announced', transfer: null, slip: makeSlip(needs.randomBytes) }
    : payment.kind === 'charge'
      ? { to: 'authorized', transfer: null }
      : { to: 'settled', transfer: endHold(payment, 'post', at) }

/** The kind as fraud knows it. */
export const scoredKind = ({ kind }: Pick<PaymentRow, 'kind'>) =>
  kind === 'withdrawal' || kind === 'card' ? kind : 'send'

/**
 * An analyst releases a payment in review, or returns the money; the note is kept with the name. From an amount on, a second
 * one has to agree: until then the payment stays in review. `at` is when.
 */
export const createDecideReview =
  (needs: GoOnNeeds) =>
  async (analyst: string, id: string, decided: ReviewDecision, at = needs.clock(), restarts = false) => {
    const payment = await findPayment(needs.db, id)
    if (!payment) throw noSuchPayment()
    if (payment.state !== 'in_review') throw notInReview()
    const { decision: choice, note } = decided
    const isReturned = choice === 'return'
    const isFraud = isReturned && decided.isFraud !== false
    const money = { currency: payment.currency, minor: payment.minor }
    const chosen = { choice, isFraud, note, message: decided.message ?? null }
    const signed = await needs.fraud.cases.sign({
      ...chosen,
      payment: id,
      kind: scoredKind(payment),
      money,
      analyst,
      at,
      restarts,
    })
    if (signed.outcome !== 'agreed') return payment
    const going: Going = {
      ...(isReturned ? { to: 'returned', transfer: endHold(payment, 'void', at) } : release(needs, payment, at)),
      event: { who: analyst, what: isReturned ? 'returned' : 'released', note },
      message: signed.message,
      // What is returned for another reason than fraud is no label.
      review: { analyst, choice, isFraud: isReturned && !isFraud ? null : isFraud, note, at },
      isFinal: false,
    }
    return goOn(needs, payment, at, going, notInReview)
  }
