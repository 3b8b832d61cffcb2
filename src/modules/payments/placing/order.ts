/** What is asked for, and who asks. */
import type { Reach } from '#platform/http'
import type { CurrencyCode } from '#platform/money'
import type { AbroadRow } from '../abroad/rows.ts'
import type { Order as AskedOrder } from '../wire.ts'

/** What is paid: what a path takes, or a merchant's charge that its payer accepts. */
export type Order = AskedOrder | ChargeOrder

export interface ChargeOrder {
  readonly kind: 'charge'
  readonly from: string
  readonly to: string
  readonly amount: { readonly currency: CurrencyCode; readonly minor: string }
  readonly note: string
}

/** An order to somebody abroad: what its quote promised, and who the payee is to fraud's memory. */
export interface OrderAbroad {
  readonly kind: 'send'
  readonly from: string
  readonly amount: Order['amount']
  readonly note: string
  readonly abroad: { readonly row: AbroadRow; readonly payee: { readonly id: string; readonly seenAt: Date } }
}

/** Who asks; a teller serves any customer, and settles cash at once. */
export interface Asker {
  readonly id: string
  readonly isTeller: boolean
  /** The session that asks; none for a program. */
  readonly session?: string | null
  /** How long they have to answer a challenge, where they are not there to be asked. */
  readonly answersWithinMs?: number
  /** The third party that asks in the person's name, and what it may reach. */
  readonly through?: { readonly client: string; readonly reach: Reach }
}
