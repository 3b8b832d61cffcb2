/** Decisions as leaves of the audit log, rebuilt from their rows: what `fraud.content_of` said when they were written. */
import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { RowLeaf, RowsOfKind } from '#modules/audit'
import type { Database, Query } from '#platform/database'

interface LeafRow {
  payment: string
  seq: bigint
  kind: string
  payer: string
  payee: string | null
  currency: string
  minor: bigint
  booked_at: Date
  decided_at: Date
  verdict: string
  probability: number | null
  score: number | null
  model: string
  features: Buffer
}

const select = `select payment, seq, kind, payer, payee, currency, minor, booked_at, decided_at, verdict, probability, score, model, features
  from fraud.decision`

const rowsAtOnce = 2000

const bytesOf = (value: number): string => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes.toString('hex')
}

const contentOf = (row: LeafRow): string =>
  canonicalize({
    type: 'decision',
    payment: row.payment,
    place: row.seq.toString(),
    kind: row.kind,
    payer: row.payer,
    ...(row.payee && { payee: row.payee }),
    currency: row.currency,
    minor: row.minor.toString(),
    bookedAt: row.booked_at.getTime(),
    decidedAt: row.decided_at.getTime(),
    verdict: row.verdict,
    ...(row.probability === null ? {} : { probability: bytesOf(row.probability) }),
    ...(row.score === null ? {} : { score: bytesOf(row.score) }),
    model: row.model,
    features: hash('sha256', row.features),
  }) ?? ''

const leafOf = (row: LeafRow): RowLeaf => ({ ref: row.seq, content: contentOf(row) })

/** Decisions as the log finds them: by their payment, and by their places. */
export const decisionRows = (db: Query): RowsOfKind => {
  const read = async (where: string, values: readonly unknown[]) =>
    (await db.query<LeafRow>(`${select} where ${where}`, values)).map(leafOf)
  return {
    byId: async (payment) => (await read('payment = $1', [payment]))[0],
    between: (first, last) => read('seq between $1 and $2', [first, last]),
  }
}

/** All of them in the order of their places, so many at a time. */
export async function* decisionLeaves(db: Database): AsyncGenerator<RowLeaf[]> {
  for await (const rows of db.stream<LeafRow>(`${select} order by seq`, [], rowsAtOnce)) yield rows.map(leafOf)
}
