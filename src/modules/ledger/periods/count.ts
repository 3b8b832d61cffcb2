/** Counts what a closed period holds, after it was closed and while payments go on. */
import type { Database } from '#platform/database'

/**
 * Fills in count and fingerprint of each closing that has none, also after a crash between closing and counting. A period that is
 * opened meanwhile gets none: where its row has changed under us, PostgreSQL looks at the condition again.
 */
export const countPeriods = async (db: Database): Promise<void> => {
  const waiting = await db.query<{ number: bigint }>(
    'select number from ledger.period where fingerprint is null and reopened_at is null order by number',
  )
  for (const { number } of waiting)
    await db.query(
      `update ledger.period p set (transfers, fingerprint) = (select f.transfers, f.fingerprint from ledger.fingerprint(p.through) f)
        where number = $1 and fingerprint is null and reopened_at is null`,
      [number],
    )
}
