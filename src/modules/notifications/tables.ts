/** Rows of the schema `notifications`. */
import type { CurrencyCode } from '#platform/money'
import type { NotificationKind } from './wire.ts'

export interface NotificationRow {
  seq: bigint
  at: Date
  person: string
  kind: NotificationKind
  currency: CurrencyCode | null
  minor: bigint | null
  other: string | null
  note: string | null
  link: string | null
  read_at: Date | null
}

export const notificationColumns = 'seq, at, person, kind, currency, minor, other, note, link, read_at'
