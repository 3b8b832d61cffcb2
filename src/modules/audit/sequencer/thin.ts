/** Checkpoints come twice a second; the older they are, the fewer are kept. Tiles prove as much with fewer of them. */
import type { Database } from '#platform/database'
import { type Clock, dayMs, hourMs } from '#platform/time'

/** Of checkpoints older than `after`, the last one in each `every` stays. */
const rules = [
  { after: hourMs, every: '1 minute' },
  { after: dayMs, every: '1 hour' },
  { after: 90 * dayMs, every: '1 day' },
] as const

// Whatever somebody holds against the tree stays: the archive, what is elsewhere, what a witness signed, and the last of each pair of keys.
const statement = `delete from audit.checkpoint c using
    (select size, at, lead(at) over (order by size) as next_at from audit.checkpoint where at < $1) o
   where c.size = o.size and c.archive is null and o.next_at is not null
     and date_bin($2::interval, o.at, timestamptz '2000-01-01Z') = date_bin($2::interval, o.next_at, timestamptz '2000-01-01Z')
     and not exists (select from audit.anchor a where a.size = c.size)
     and not exists (select from audit.cosignature s where s.size = c.size)
     and not exists (select from audit.signing_key k where k.until = c.size)
  returning c.size`

/** Answers how many went. */
export const thin = async ({ db, clock }: { readonly db: Database; readonly clock: Clock }): Promise<number> => {
  let gone = 0
  for (const { after, every } of rules)
    gone += (await db.query(statement, [new Date(clock().getTime() - after), every])).length
  return gone
}
