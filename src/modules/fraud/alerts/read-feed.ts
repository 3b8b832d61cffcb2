/**
 * Reads alerts in the order of their places, each once. A place is taken before its transaction commits, so a later one may be
 * there first. A reader that went on past the hole would never see what fills it; so it waits at a hole until every transaction
 * that was under way when the hole was first seen has ended.
 */
import type { Query } from '#platform/database'

export interface AlertRow {
  readonly seq: bigint
  readonly at: Date
  readonly person: string | null
  readonly kind: string
  readonly payment: string | null
  readonly data: object
}

interface SeenRow extends AlertRow {
  /** The oldest transaction that is still under way, and the next one that will begin. */
  readonly oldest: bigint
  readonly next: bigint
}

/** How far has been read, and the hole at which reading waits: until no transaction before `until` is under way. */
export interface Place {
  readonly seq: bigint
  readonly hole: { readonly seq: bigint; readonly until: bigint } | null
}

/** The rows after a place that can be told now, and the place after them. */
export const goOnFrom = (place: Place, rows: readonly SeenRow[]): { told: SeenRow[]; place: Place } => {
  let { seq, hole } = place
  const told: SeenRow[] = []
  for (const row of rows) {
    if (row.seq !== seq + 1n && !(hole?.seq === seq + 1n && row.oldest >= hole.until)) {
      if (hole?.seq !== seq + 1n) hole = { seq: seq + 1n, until: row.next }
      return { told, place: { seq, hole } }
    }
    told.push(row)
    seq = row.seq
    hole = null
  }
  return { told, place: { seq, hole } }
}

const rowsAtOnce = 500

const numbers = `pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest,
  pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next`

/** Reads on from a place. */
export const readOn = async (db: Query, place: Place) => {
  const rows = await db.query<SeenRow>(
    `select seq, at, person, kind, payment, data, ${numbers} from fraud.alert where seq > $1 order by seq limit ${rowsAtOnce}`,
    [place.seq],
  )
  return goOnFrom(place, rows)
}

/** The last place that is taken, and the next transaction; what is before the place is whole once all earlier ones have ended. */
export const readEnd = async (db: Query): Promise<{ seq: bigint; next: bigint }> => {
  const [row] = await db.query<{ seq: bigint; next: bigint }>(
    `select coalesce(max(seq), 0) as seq, pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next from fraud.alert`,
  )
  return row
}

/** Whether every transaction before `next` has ended. */
export const haveEnded = async (db: Query, next: bigint): Promise<boolean> => {
  const [row] = await db.query<{ oldest: bigint }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest',
  )
  return row.oldest >= next
}

/** Of the past at a time, so that a reader can keep up. */
export const pastAtOnce = 100

/** What one audience was told between two places, the last one included; 100 at most. */
export const readPast = (db: Query, audience: string | null, after: bigint, upTo: bigint): Promise<AlertRow[]> =>
  db.query(
    `select seq, at, person, kind, payment, data from fraud.alert
      where person is not distinct from $1::uuid and seq > $2 and seq <= $3 order by seq limit ${pastAtOnce}`,
    [audience, after, upTo],
  )
