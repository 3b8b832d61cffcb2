import { setTimeout as sleep } from 'node:timers/promises'
import type { Query } from '#platform/database'

/**
 * Waits until every transaction of the server that is under way now has ended. What reads only below the oldest of them (a fold of
 * the fraud memory, a hole in the feed of alerts) is held up by the tests that run beside it, in whatever database they are.
 */
export async function untilOthersEnded(db: Query): Promise<void> {
  const [{ next }] = await db.query<{ next: bigint }>(
    'select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next',
  )
  for (;;) {
    const [{ oldest }] = await db.query<{ oldest: bigint }>(
      'select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest',
    )
    if (oldest >= next) return
    await sleep(5)
  }
}
