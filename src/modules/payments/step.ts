/** A step in a payment's life, as the lane carries it: the book, the payment and what is known of it move together. */
import { createHash } from 'node:crypto'
import type { Assessment, Conclusion, PauseChoice, PauseEnding, ReviewEnding } from '#modules/fraud'
import type { Transfer } from '#modules/ledger'
import { houseAccount, transferCode } from '#modules/ledger'
import { uuidv8 } from '#platform/id'
import { currencies } from '#platform/money'
import type { Refusal } from '#platform/refusal'
import type { AbroadRow } from './abroad/rows.ts'
import type { ChargeMove } from './charges/plan.ts'
import type { UsedCode } from './codes/use.ts'
import type { DisputeStep } from './disputes/lane.ts'
import type { PaymentFee } from './fees/rows.ts'
import type { PaymentRow, StoredState } from './tables.ts'

/** A new payment, all but what the database makes of it. */
export type NewPayment = Omit<PaymentRow, 'seq'>

/** What a payment has none of when it is asked for. */
export const nothingYet = {
  slip: null,
  reasons: [],
  usual: null,
  refusal_code: null,
  refusal_detail: null,
  message: null,
  settled_at: null,
  expires_at: null,
  unit: null,
  part_of: null,
  session: null,
  client: null,
  needs_review: false,
} as const satisfies Partial<NewPayment>

interface StepParts {
  readonly payment: NewPayment
  readonly to: StoredState
  /** Several are all or none. */
  readonly transfer: Transfer | readonly Transfer[] | null
  readonly at: Date
  /** What it does to a merchant's charge; decided under the charge's lock. */
  readonly charge?: ChargeMove
}

/** A payment that is asked for the first time. */
export interface Opening extends StepParts {
  readonly isNew: true
  readonly assessment: Assessment | null
  /** The payment code that it uses up. */
  readonly code?: UsedCode
  /** Its foreign side, where one side is no account of this bank. */
  readonly abroad?: AbroadRow
  /** What it does to a dispute; decided under the dispute's lock. */
  readonly dispute?: DisputeStep
  /** What the payer pays the bank for it. */
  readonly fee?: PaymentFee
  /** Codes of what the guard found in it. */
  readonly warnings?: readonly string[]
}

/** A payment that goes on: it must still be in the state `from`. */
export interface Change extends StepParts {
  readonly isNew: false
  readonly from: StoredState
  readonly event: { readonly who: string; readonly what: string; readonly note: string }
  readonly message: string | null
  readonly slip: string | null
  /** When the new state ends by itself. */
  readonly expiresAt: Date | null
  /** What the payer of a challenged payment chose with this step. */
  readonly choice: PauseChoice | null
  /** What analysts decided with this step. */
  readonly review: ReviewEnding | null
  /** Whether the payer says with this step that it was somebody else. */
  readonly isDisowned: boolean
  /** A part of the payment that is sent ahead, settled with this step. */
  readonly first: NewPayment | null
  /** Whether a refusal by the book ends the payment, or leaves it as it was for another try. */
  readonly isFinal: boolean
}

export type Step = Opening | Change

/** The two accounts of the book between which a payment moves money; for the missing side stands cash, or what is on its way abroad. */
const accountsOf = (payment: NewPayment) => {
  const missing = houseAccount(payment.kind === 'send' ? 'abroad' : 'cash', payment.currency)
  return { debit: payment.from_product ?? missing, credit: payment.to_product ?? missing }
}

/** Moves the money at once, or sets it aside, all but what was sent ahead. Its id is the payment's own, so it can take effect only once. */
export const move = (payment: NewPayment, kind: 'posted' | 'pending', at: Date): Transfer => ({
  kind,
  id: payment.id,
  ...accountsOf(payment),
  amount: payment.minor - (payment.unit ?? 0n),
  ledger: currencies[payment.currency].ledger,
  code: transferCode[payment.kind],
  bookedAt: at,
})

/** Ends the hold of a payment. The id follows from the payment's, so that it too can take effect only once. */
export const endHold = (payment: NewPayment, kind: 'post' | 'void', at: Date): Transfer => ({
  kind,
  id: uuidv8(createHash('sha256').update(`${kind} ${payment.id}`).digest()),
  pending: payment.id,
  bookedAt: at,
})

/** True for a payment whose money is on hold while it waits. */
export const isOnHold = (payment: NewPayment): boolean =>
  payment.state === 'in_review' ||
  payment.state === 'waiting' ||
  payment.state === 'tried' ||
  (payment.state === 'announced' && payment.kind === 'withdrawal')

/** The id is taken: whoever asked reads what is there. It never leaves this module. */
export const knownAlready = 'payment-known'
/** The payment has moved on since it was read. It never leaves this module. */
export const movedOn = 'payment-moved-on'

/** True for a refusal that ends the payment of its step. */
export const endsPayment = (step: Step, { code }: Refusal): boolean =>
  code !== knownAlready && code !== movedOn && (step.isNew || step.isFinal)

const endings: Partial<Record<StoredState, PauseEnding>> = {
  settled: 'settled',
  cancelled: 'cancelled',
  expired: 'expired',
  returned: 'returned',
  // For who pays, an authorization is the payment: what the merchant does with it is not theirs to decide.
  authorized: 'settled',
}

/** What a change means for fraud's memory: the payment has settled, has stopped, or still waits. */
export const conclusionOf = (step: Step, refusal: Refusal | null): Conclusion | null => {
  // What another bank sends back had settled; fraud learns nothing from it.
  if (step.isNew || step.from === 'settled' || step.from === 'authorized') return null
  const { at, choice, to } = step
  const review = step.review ?? undefined
  const disowned = step.isDisowned ? { by: step.event.who, at } : undefined
  const payment = step.payment.id
  if (refusal)
    return endsPayment(step, refusal) ? { payment, outcome: 'stopped', pause: { choice, ending: 'refused', at } } : null
  const ending = endings[to] ?? null
  const pause = { choice, ending, at }
  if (ending === null) return choice || review ? { payment, outcome: 'open', pause, review } : null
  return { payment, outcome: ending === 'settled' ? 'settled' : 'stopped', pause, review, disowned }
}
