/** Whether servers of a version before are at work on this database: before sealed fields, or before the key of hashes could change. */
import type { Query } from '#platform/database'

// Those before sealed fields.
const inClear = 'bankserver'
const ofOneKey = 'bankserver sealing'
/** What a server says when it connects. */
export const applicationName = 'bankserver rotating'

const areThere = async (db: Query, names: readonly string[]): Promise<boolean> => {
  const there = await db.query(
    'select from pg_stat_activity where datname = current_database() and application_name = any($1::text[]) limit 1',
    [names],
  )
  return there.length > 0
}

/** True while a server is connected that reads and writes personal fields in clear. */
export const hasOldServers = (db: Query): Promise<boolean> => areThere(db, [inClear])

/** True while a server is connected that would find nobody who is hashed under another key than its own. */
export const hasServersOfOneKey = (db: Query): Promise<boolean> => areThere(db, [inClear, ofOneKey])
