/** Whether servers of a version before sealed fields are at work on this database: those read and write such fields in clear. */
import type { Query } from '#platform/database'

/** What a server says when it connects; those before sealed fields say `bankserver` alone. */
export const applicationName = 'bankserver sealing'

/** True while a server of before is connected. */
export const hasOldServers = async (db: Query): Promise<boolean> => {
  const there = await db.query(
    `select from pg_stat_activity where datname = current_database() and application_name = 'bankserver' limit 1`,
  )
  return there.length > 0
}
