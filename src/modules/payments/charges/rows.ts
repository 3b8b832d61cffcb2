/** Charges as their tables keep them. */
import type { Query, Tx } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import type { StoredState } from '../tables.ts'
import type { Tally } from './plan.ts'

export interface NewCharge {
  readonly id: string
  readonly merchant: string
  readonly product: string
  readonly currency: CurrencyCode
  readonly minor: bigint
  readonly note: string
  readonly asked: string
  readonly addressed: string | null
  readonly shown: string | null
  readonly is_hidden: boolean
  readonly is_sale: boolean
  readonly hold_days: number
  readonly key: Buffer | null
  readonly signature: Buffer | null
  readonly created_at: Date
  readonly accept_until: Date
}

export interface ChargeRow extends NewCharge, Tally {
  readonly seq: bigint
  readonly withdrawn_at: Date | null
  readonly declined_at: Date | null
  readonly payer: string | null
  readonly tries: number
  readonly payment: string | null
  readonly authorized_at: Date | null
  readonly capture_until: Date | null
  readonly ended_at: Date | null
  /** What became of the authorization so far; null before there is one. */
  readonly payment_state: StoredState | null
}

const selected = `
  select charge.*, payment.state as payment_state
  from payments.charge left join payments.payment on payment.id = charge.payment`

/** By its own id or that of its authorization. */
export const findCharge = async (db: Query, id: string): Promise<ChargeRow | undefined> =>
  (await db.query<ChargeRow>(`${selected} where charge.id = $1 or charge.payment = $1`, [id]))[0]

export const lockCharge = async (tx: Tx, id: string): Promise<ChargeRow | undefined> => {
  await tx.query('select from payments.charge where id = $1 for update', [id])
  return findCharge(tx, id)
}

/** Their sums, and nobody else changes them before the transaction ends. */
export const lockCharges = (tx: Tx, ids: readonly string[]): Promise<ChargeRow[]> =>
  tx.query('select charge.* from payments.charge where id = any ($1::uuid[]) order by id for update', [ids])

/** Charges of these authorizations, locked as well. */
export const lockByPayment = (tx: Tx, payments: readonly string[]): Promise<{ id: string; payment: string }[]> =>
  tx.query('select id, payment from payments.charge where payment = any ($1::uuid[]) order by id for update', [
    payments,
  ])

export interface ChargesAsked {
  readonly person: string
  readonly side: 'taken' | 'paid'
  readonly before: bigint | undefined
  readonly limit: number
}

/** What somebody takes; or what they pay, and what they are asked to pay. */
export const findCharges = (db: Query, { person, side, before, limit }: ChargesAsked): Promise<ChargeRow[]> =>
  db.query(
    `${selected} where ${
      side === 'taken'
        ? 'charge.merchant = $1'
        : '(charge.payer = $1 or (charge.addressed = $1 and not charge.is_hidden))'
    } and ($2::bigint is null or charge.seq < $2) order by charge.seq desc limit $3`,
    [person, before ?? null, limit],
  )

/** Answers whether the charge is new. */
export const writeCharge = async (tx: Tx, row: NewCharge): Promise<boolean> => {
  const rows = await tx.query(
    `insert into payments.charge (id, merchant, product, currency, minor, note, asked, addressed, shown, is_hidden, is_sale, hold_days, key,
       signature, created_at, accept_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict (id) do nothing returning id`,
    [
      row.id,
      row.merchant,
      row.product,
      row.currency,
      row.minor,
      row.note,
      row.asked,
      row.addressed,
      row.shown,
      row.is_hidden,
      row.is_sale,
      row.hold_days,
      row.key,
      row.signature,
      row.created_at,
      row.accept_until,
    ],
  )
  return rows.length > 0
}

export interface MoveRow {
  readonly payment: string
  readonly charge: string
  readonly kind: 'capture' | 'refund'
  readonly minor: bigint
  readonly fee: bigint
  readonly at: Date
}

export const findMoves = (db: Query, charges: readonly string[]): Promise<MoveRow[]> =>
  db.query('select * from payments.charge_move where charge = any ($1::uuid[]) order by seq', [charges])

export const findMove = async (db: Query, payment: string): Promise<MoveRow | undefined> =>
  (await db.query<MoveRow>('select * from payments.charge_move where payment = $1', [payment]))[0]
