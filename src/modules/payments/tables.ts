/** Rows of the schema `payments`. */
import type { CurrencyCode } from '#platform/money'
import type { PaymentKind, PaymentState, PaymentView } from './wire.ts'

/** States as they are stored; that a challenge has expired follows from the time. */
export type StoredState = Exclude<PaymentState, 'expired'>

export interface PaymentRow {
  seq: bigint
  id: string
  kind: PaymentKind
  state: StoredState
  from_product: string | null
  to_product: string | null
  payer: string | null
  payee: string | null
  asked_by: string
  currency: CurrencyCode
  minor: bigint
  note: string
  slip: string | null
  reasons: PaymentView['reasons']
  usual: bigint | null
  refusal_code: string | null
  refusal_detail: string | null
  message: string | null
  created_at: Date
  settled_at: Date | null
  expires_at: Date | null
}

export interface EventRow {
  at: Date
  who: string
  what: string
  note: string
}
