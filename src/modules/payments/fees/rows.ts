/** Fees of payments, as they were when the payment was asked for. */
import type { FeeLine } from '#modules/products'
import type { Query, Tx } from '#platform/database'

/** Minor units in the payment's currency, by a schedule. */
export interface PaymentFee {
  readonly minor: bigint
  readonly schedule: string
  /** The line, where it counts by the month and is decided in the lane. */
  readonly line: FeeLine | null
  /** What the payer was shown, where the order says so. */
  readonly shown: bigint | undefined
}

/** A fee as it was decided. */
export type DecidedFee = Pick<PaymentFee, 'minor' | 'schedule'> & { readonly payment: string }

/** Fees by payment; one without a fee is left out. */
export const findFees = async (db: Query, payments: readonly string[]): Promise<Map<string, bigint>> => {
  const rows = await db.query<{ payment: string; minor: bigint }>(
    'select payment, minor from payments.fee where payment = any ($1::uuid[])',
    [payments],
  )
  return new Map(rows.map(({ payment, minor }) => [payment, minor]))
}

export const writeFees = async (tx: Tx, fees: readonly DecidedFee[]): Promise<void> => {
  await tx.query(
    'insert into payments.fee (payment, minor, schedule) select * from unnest($1::uuid[], $2::bigint[], $3::uuid[])',
    [fees.map(({ payment }) => payment), fees.map(({ minor }) => minor), fees.map(({ schedule }) => schedule)],
  )
}
