/** Rows of the schema `ledger`. */

export interface AccountRow {
  id: string
  ledger: number
  code: number
  flags: number
  debits_pending: bigint
  debits_posted: bigint
  credits_pending: bigint
  credits_posted: bigint
}

export interface EntryRow {
  seq: bigint
  id: string
  account: string
  other: string
  code: number
  pending_id: string | null
  reverses: string | null
  amount: bigint
  balance: bigint
  side: 'in' | 'out'
  booked_at: Date
}
