/** What fraud is told of a payment before money moves. */
import type { Money } from '#platform/money'

export type AttemptKind = 'send' | 'withdrawal' | 'card'

export interface PayerFacts {
  /** The product that pays. */
  readonly id: string
  readonly openedAt: Date
  /** Minor units that it could spend before this payment. */
  readonly available: bigint
  /** When the password or another credential last changed; null where it never did. */
  readonly credentialChangedAt: Date | null
}

export interface PayeeFacts {
  readonly id: string
  readonly openedAt: Date
}

export interface Attempt {
  /** The payment's id. */
  readonly payment: string
  readonly kind: AttemptKind
  readonly payer: PayerFacts
  /** Null where cash is taken out. */
  readonly payee: PayeeFacts | null
  readonly money: Money
  /** The payment's own time: the clock's for a person's, the booking time for an imported one. */
  readonly at: Date
  /** True where an allowed payment is only announced (cash at the counter) and settles later; see conclude. */
  readonly settlesLater?: boolean
}

/** The part of an attempt that the memory of accounts is made of; the same from a request, a stored row and a generator. */
export interface Movement {
  readonly kind: AttemptKind
  readonly payer: string
  readonly payee: string | null
  readonly currency: string
  /** Minor units; exact up to 2^53. */
  readonly minor: number
  readonly atMs: number
}

/** What is known about the accounts besides their payments. NaN where it is unknown. */
export interface Facts {
  readonly payerOpenedMs: number
  readonly payeeOpenedMs: number
  readonly credentialChangedMs: number
  /** Minor units. */
  readonly available: number
}

export const movementOf = ({ kind, payer, payee, money, at }: Attempt): Movement => ({
  kind,
  payer: payer.id,
  payee: payee?.id ?? null,
  currency: money.currency,
  minor: Number(money.minor),
  atMs: at.getTime(),
})

export const factsOf = ({ payer, payee }: Attempt): Facts => ({
  payerOpenedMs: payer.openedAt.getTime(),
  payeeOpenedMs: payee?.openedAt.getTime() ?? Number.NaN,
  credentialChangedMs: payer.credentialChangedAt?.getTime() ?? Number.NaN,
  available: Number(payer.available),
})
