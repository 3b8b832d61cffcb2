/**
 * Reads rows in the order of their places, each once. A place is taken before its transaction commits, so a later one may be
 * there first. A reader that went on past the hole would never see what fills it; so it waits at a hole until every transaction
 * that was under way when the hole was first seen has ended.
 */
import type { Query } from '#platform/database'

/** What every row that is followed has: its place, and the person who is told. */
export interface FeedRow {
  readonly seq: bigint
  readonly person: string | null
}

/** A table that is followed: an index by `seq` and one by `(person, seq)` carry it. Both texts stand in SQL as they are. */
export interface FeedTable {
  readonly table: string
  /** `seq` and `person` are among them. */
  readonly columns: string
}

/**
 * Stands in the `from` of every insert into a table that is followed, with `where mine.id is not null`: the transaction has its number
 * before a row takes its place, so that whoever sees a hole sees who may fill it.
 */
export const numberedFirst = '(select pg_current_xact_id() as id offset 0) as mine'

/** The oldest transaction that is still under way, and the next one that will begin. */
interface Numbers {
  readonly oldest: bigint
  readonly next: bigint
}

/** How far has been read, and the hole at which reading waits: until no transaction before `until` is under way. */
export interface Place {
  readonly seq: bigint
  readonly hole: { readonly seq: bigint; readonly until: bigint } | null
}

/** The rows after a place that can be told now, and the place after them. */
export const goOnFrom = <Row extends FeedRow>(
  place: Place,
  rows: readonly (Row & Numbers)[],
): { told: (Row & Numbers)[]; place: Place } => {
  let { seq, hole } = place
  const told: (Row & Numbers)[] = []
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
export const readOn = async <Row extends FeedRow>(db: Query, { table, columns }: FeedTable, place: Place) => {
  const rows = await db.query<Row & Numbers>(
    `select ${columns}, ${numbers} from ${table} where seq > $1 order by seq limit ${rowsAtOnce}`,
    [place.seq],
  )
  return goOnFrom<Row>(place, rows)
}

/** The last place that is taken, and the next transaction; what is before the place is whole once all earlier ones have ended. */
export const readEnd = async (db: Query, { table }: FeedTable): Promise<{ seq: bigint; next: bigint }> => {
  const [row] = await db.query<{ seq: bigint; next: bigint }>(
    `select coalesce(max(seq), 0) as seq, pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next from ${table}`,
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
export const readPast = <Row extends FeedRow>(
  db: Query,
  { table, columns }: FeedTable,
  audience: string | null,
  after: bigint,
  upTo: bigint,
): Promise<Row[]> =>
  db.query(
    `select ${columns} from ${table}
      where person is not distinct from $1::uuid and seq > $2 and seq <= $3 order by seq limit ${pastAtOnce}`,
    [audience, after, upTo],
  )
