/** Limits as their table keeps them. */
import type { Query, Tx } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import type { LimitKind } from '../wire.ts'
import { type Limit, type LimitState, noLimit } from './limit.ts'

export interface LimitRow {
  readonly owner: string
  readonly kind: LimitKind
  readonly currency: CurrencyCode
  readonly per_payment: bigint | null
  readonly per_day: bigint | null
  readonly next_per_payment: bigint | null
  readonly next_per_day: bigint | null
  readonly next_at: Date | null
  readonly per_month: bigint | null
  readonly to_new: bigint | null
  readonly next_per_month: bigint | null
  readonly next_to_new: bigint | null
  readonly next_all_at: Date | null
}

export interface LimitKey {
  readonly owner: string
  readonly kind: LimitKind
  readonly currency: CurrencyCode
}

/** All but the owner. */
export const limitColumns = `kind, currency, per_payment, per_day, next_per_payment, next_per_day, next_at,
  per_month, to_new, next_per_month, next_to_new, next_all_at`

const columns = `owner, ${limitColumns}`

export const stateOf = (row: LimitRow | undefined): LimitState => {
  if (!row) return { current: noLimit, next: null }
  const { per_month: perMonth, to_new: toNew, next_at } = row
  // A raise that a server from before has set leaves the later parts as they are.
  const later =
    row.next_all_at?.getTime() === next_at?.getTime()
      ? { perMonth: row.next_per_month, toNew: row.next_to_new }
      : { perMonth, toNew }
  const next = next_at && { perPayment: row.next_per_payment, perDay: row.next_per_day, ...later, at: next_at }
  return { current: { perPayment: row.per_payment, perDay: row.per_day, perMonth, toNew }, next }
}

export const findLimits = (db: Query, owners: readonly string[]): Promise<LimitRow[]> =>
  db.query(`select ${columns} from products.payment_limit where owner = any ($1::uuid[])`, [owners])

/** In one order, so that two batches wait for each other one way round; the locks are the transaction's. */
export const lockLimits = (tx: Tx, owners: readonly string[]): Promise<LimitRow[]> =>
  tx.query(
    `select ${columns} from products.payment_limit where owner = any ($1::uuid[]) order by owner, kind, currency for update`,
    [owners],
  )

export const writeLimit = async (tx: Tx, { owner, kind, currency }: LimitKey, { current, next }: LimitState) => {
  await tx.query(
    `insert into products.payment_limit (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $8)
     on conflict (owner, kind, currency) do update set per_payment = excluded.per_payment, per_day = excluded.per_day,
       next_per_payment = excluded.next_per_payment, next_per_day = excluded.next_per_day, next_at = excluded.next_at,
       per_month = excluded.per_month, to_new = excluded.to_new, next_per_month = excluded.next_per_month,
       next_to_new = excluded.next_to_new, next_all_at = excluded.next_all_at`,
    [
      owner,
      kind,
      currency,
      current.perPayment,
      current.perDay,
      next?.perPayment ?? null,
      next?.perDay ?? null,
      next?.at ?? null,
      current.perMonth,
      current.toNew,
      next?.perMonth ?? null,
      next?.toNew ?? null,
    ],
  )
}

/** `holdsFrom` is null where a raise was taken back. */
export const noteChange = (tx: Tx, key: LimitKey, asked: Limit, holdsFrom: Date | null, at: Date) =>
  tx.query(
    `insert into products.limit_change (owner, kind, currency, per_payment, per_day, per_month, to_new, holds_from, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [key.owner, key.kind, key.currency, asked.perPayment, asked.perDay, asked.perMonth, asked.toNew, holdsFrom, at],
  )
