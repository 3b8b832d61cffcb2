/** What fraud is told of a payment before money moves. */
import type { Money } from '#platform/money'
import { nameDistance } from './features/sources/name-distance.ts'

export type AttemptKind = 'send' | 'withdrawal' | 'card'

/**
 * Where a payment came from. The strings say nothing by themselves: equal ones are the same device, address range, place or
 * category. Null where it is not known. A place that reads "latitude,longitude" in degrees also lies somewhere.
 */
export interface Context {
  readonly device: string | null
  /** A keyed hash of the range that the address lies in; never the address. */
  readonly network: string | null
  readonly place: string | null
  /** What is bought there, such as a merchant's category. */
  readonly category: string | null
}

export const unknownContext: Context = { device: null, network: null, place: null, category: null }

export interface PayerFacts {
  /** The product that pays. */
  readonly id: string
  /** The person whose product it is; devices, networks and places are remembered of persons. The product itself where omitted. */
  readonly owner?: string
  /** Null where it is not known. */
  readonly openedAt: Date | null
  /** Minor units that it could spend before this payment; null where it is not known. */
  readonly available: bigint | null
  /** When the password or another credential last changed; null where it never did. */
  readonly credentialChangedAt: Date | null
  /** When a limit was last changed; null where none ever was. */
  readonly limitChangedAt?: Date | null
  readonly phoneChangedAt?: Date | null
  /** How far the typing at this session's sign-in lay from the person's own rhythm, in deviations; null where it is not known. */
  readonly typingDistance?: number | null
}

export interface PayeeFacts {
  readonly id: string
  /** The person whose product it is; the product itself where omitted. */
  readonly owner?: string
  /** Null where it is not known. */
  readonly openedAt: Date | null
  /** The name that the payer typed, beside the holder's, where the order carries one. */
  readonly name?: { readonly typed: string; readonly holder: string }
}

export interface Attempt {
  /** The payment's id. */
  readonly payment: string
  readonly kind: AttemptKind
  readonly payer: PayerFacts
  /** Null where cash is taken out. */
  readonly payee: PayeeFacts | null
  readonly money: Money
  readonly context?: Context
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
  /** The person who owns the payer; the payer itself where omitted. */
  readonly owner?: string
  /** The person who owns the payee; the payee itself where omitted. */
  readonly payeeOwner?: string
  readonly context?: Context
  readonly currency: string
  /** Minor units; exact up to 2^53. */
  readonly minor: number
  readonly atMs: number
  /** Whether it was far above what the payer usually pays; the memory says so when the attempt is reserved. */
  readonly isLarge?: boolean
}

/** What is known about a payment's parties besides their payments. NaN where it is unknown. */
export interface Facts {
  readonly payerOpenedMs: number
  readonly payeeOpenedMs: number
  readonly credentialChangedMs: number
  readonly limitChangedMs: number
  readonly phoneChangedMs: number
  /** How far the typed name of the payee lies from the holder's: 0 the same, 1 nothing in common. */
  readonly nameDistance: number
  readonly typingDistance: number
  /** Minor units. */
  readonly available: number
}

export const unknownFacts: Facts = {
  payerOpenedMs: Number.NaN,
  payeeOpenedMs: Number.NaN,
  credentialChangedMs: Number.NaN,
  limitChangedMs: Number.NaN,
  phoneChangedMs: Number.NaN,
  nameDistance: Number.NaN,
  typingDistance: Number.NaN,
  available: Number.NaN,
}

export const movementOf = ({ kind, payer, payee, money, context, at }: Attempt): Movement => ({
  kind,
  payer: payer.id,
  payee: payee?.id ?? null,
  owner: payer.owner ?? payer.id,
  payeeOwner: payee?.owner ?? payee?.id,
  context: context ?? unknownContext,
  currency: money.currency,
  minor: Number(money.minor),
  atMs: at.getTime(),
})

const msOf = (at: Date | null | undefined): number => at?.getTime() ?? Number.NaN

export const factsOf = ({ payer, payee }: Attempt): Facts => ({
  payerOpenedMs: msOf(payer.openedAt),
  payeeOpenedMs: msOf(payee?.openedAt),
  credentialChangedMs: msOf(payer.credentialChangedAt),
  limitChangedMs: msOf(payer.limitChangedAt),
  phoneChangedMs: msOf(payer.phoneChangedAt),
  nameDistance: payee?.name ? nameDistance(payee.name.typed, payee.name.holder) : Number.NaN,
  typingDistance: payer.typingDistance ?? Number.NaN,
  available: payer.available === null ? Number.NaN : Number(payer.available),
})
