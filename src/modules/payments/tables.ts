/** Rows of the schema `payments`. */
import type { CurrencyCode } from '#platform/money'
import type { PaymentKind, PaymentState, PaymentView } from './wire.ts'

export type StoredState = PaymentState

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
  reasons: readonly PaymentView['reasons'][number][]
  usual: bigint | null
  refusal_code: string | null
  refusal_detail: string | null
  message: string | null
  created_at: Date
  settled_at: Date | null
  expires_at: Date | null
  /** Minor units that were sent ahead under another id. */
  unit: bigint | null
  part_of: string | null
  session: string | null
  /** The third party that asked for it in the payer's name. */
  client: string | null
  needs_review: boolean
}

export interface EventRow {
  at: Date
  who: string
  what: string
  note: string
}
