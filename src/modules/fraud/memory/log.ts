/** The log of changes in the database: what is written to it, and what a reader has not seen of it yet. */
import type { Query } from '#platform/database'
import type { Change } from '../features/change.ts'

/** Where a change stands in the log: by its transaction, then in the order of writing. */
export interface Place {
  readonly xact: number
  readonly seq: number
}

export const isAfter = (one: Place, other: Place): boolean =>
  one.xact > other.xact || (one.xact === other.xact && one.seq > other.seq)

/** A change as it stands there. */
export interface Logged extends Place {
  readonly change: Change
  /** The change as JSON. */
  readonly text: string
  /** Which process has it in its memory already, and its name for it; null where none has. */
  readonly origin: number | null
  readonly ticket: number | null
}

export interface LogRow {
  readonly xact: string
  readonly seq: bigint
  readonly what: Change['what']
  readonly origin: bigint | null
  readonly ticket: bigint | null
  readonly body: string
}

export const columns =
  'change.xact::text, change.seq, change.what, change.origin, change.ticket, change.body::text as body'

export const readRow = ({ xact, seq, what, origin, ticket, body }: LogRow): Logged => {
  // What it says is an object that is never empty; what it is becomes its first member.
  const text = `{"what":"${what}",${body.trimStart().slice(1)}`
  return {
    xact: Number(xact),
    seq: Number(seq),
    change: JSON.parse(text),
    text,
    origin: origin === null ? null : Number(origin),
    ticket: ticket === null ? null : Number(ticket),
  }
}

/** An attempt on its way into the log. */
export interface AttemptOfLog {
  readonly payment: string
  readonly origin: number | null
  readonly ticket: number | null
  readonly change: Change
}

/** A statement's snapshot as PostgreSQL writes it, and the changes that it saw and an earlier one did not. */
export interface News {
  readonly snapshot: string
  readonly rows: Logged[]
}

const readNews = async (query: Query, from: string, values: readonly unknown[]): Promise<News> => {
  const rows = await query.query<LogRow & { snapshot: string }>(
    `select snapshot, ${columns} from (select pg_current_snapshot() as seen, pg_current_snapshot()::text as snapshot) as now
     left join fraud.change on ${from} order by change.xact, change.seq`,
    values,
  )
  return { snapshot: rows[0].snapshot, rows: rows.flatMap((row) => (row.xact === null ? [] : readRow(row))) }
}

/**
 * What became visible since a snapshot. Numbers say nothing about that: a transaction with a lower number may commit later, and is
 * then in no snapshot that was taken before.
 */
export const readSince = (query: Query, snapshot: string): Promise<News> =>
  readNews(
    query,
    'change.xact >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(change.xact, $1::pg_snapshot)',
    [snapshot],
  )

/** Everything after a place. */
export const readAfter = (query: Query, { xact, seq }: Place): Promise<News> =>
  readNews(query, '(change.xact, change.seq) > ($1::text::xid8, $2::bigint)', [String(xact), seq])
