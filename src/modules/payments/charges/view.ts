/** Charges as they travel: each side sees its own. */
import type { Identity } from '#modules/identity'
import type { Query } from '#platform/database'
import type { Charge } from '../wire.ts'
import { type ChargeRow, findMoves, type MoveRow } from './rows.ts'

/** Of an authorization that has not ended and may still set the money aside. */
const going: ReadonlySet<string> = new Set(['challenged', 'waiting', 'in_review'])

const isAuthorizing = ({ payment_state }: ChargeRow): boolean => payment_state !== null && going.has(payment_state)

export const stateOf = (row: ChargeRow, now: Date): Charge['state'] => {
  if (row.hold !== null) return 'authorized'
  if (row.ending !== null) return row.captured > 0n ? 'captured' : row.ending
  if (isAuthorizing(row)) return 'paying'
  if (row.withdrawn_at !== null) return 'withdrawn'
  if (row.declined_at !== null) return 'declined'
  return row.accept_until <= now ? 'lapsed' : 'open'
}

export const linkOf = ({ id, signature }: ChargeRow): string =>
  ['/charges', id, ...(signature === null ? [] : [signature.toString('base64url')])].join('/')

const toMove = (isMerchant: boolean) => (move: MoveRow) => ({
  id: move.payment,
  kind: move.kind,
  minor: move.minor.toString(),
  fee: isMerchant && move.kind === 'capture' ? move.fee.toString() : null,
  at: move.at.toISOString(),
})

const sumsOf = ({ held, captured, refunded, disputed }: ChargeRow) => ({
  held: held.toString(),
  captured: captured.toString(),
  refunded: refunded.toString(),
  disputed: disputed.toString(),
})

type Names = ReadonlyMap<string, { name: string }>

/** A payer who has not confirmed anything is known to the merchant by what the merchant typed, and no further. */
const payerOf = (row: ChargeRow, names: Names): string | null => {
  if (row.authorized_at === null) return row.shown
  return row.shown ?? names.get(row.payer ?? '')?.name ?? null
}

const toView = (row: ChargeRow, person: string, names: Names, moves: readonly MoveRow[], now: Date): Charge => {
  const isMerchant = row.merchant === person
  const state = stateOf(row, now)
  // The merchant learns nothing of a payment that has not set anything aside.
  const shown = isMerchant && state === 'paying' ? 'open' : state
  return {
    id: row.id,
    side: isMerchant ? 'merchant' : 'payer',
    who: isMerchant ? payerOf(row, names) : (names.get(row.merchant)?.name ?? ''),
    amount: { currency: row.currency, minor: row.minor.toString() },
    note: row.note,
    state: shown,
    isSale: row.is_sale,
    ...sumsOf(row),
    createdAt: row.created_at.toISOString(),
    acceptUntil: row.accept_until.toISOString(),
    captureUntil: row.capture_until?.toISOString() ?? null,
    holdDays: row.hold_days,
    product: isMerchant ? row.product : null,
    payment: !isMerchant && row.payer === person && row.payment_state !== null ? row.payment : null,
    link: isMerchant && shown === 'open' ? linkOf(row) : null,
    moves: moves.map(toMove(isMerchant)),
  }
}

interface Needs {
  readonly db: Query
  readonly identity: Identity
}

/** As one person sees them. */
export const viewCharges = async (
  { db, identity }: Needs,
  rows: readonly ChargeRow[],
  person: string,
  now: Date,
): Promise<Charge[]> => {
  if (rows.length === 0) return []
  const [names, moves] = await Promise.all([
    identity.names([
      ...new Set(rows.flatMap(({ merchant, payer }) => (payer === null ? [merchant] : [merchant, payer]))),
    ]),
    findMoves(
      db,
      rows.map(({ id }) => id),
    ),
  ])
  const byCharge = Map.groupBy(moves, ({ charge }) => charge)
  return rows.map((row) => toView(row, person, names, byCharge.get(row.id) ?? [], now))
}
