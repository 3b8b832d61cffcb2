/** What is known of a person's sessions, and the signals of one. */
import type { Query } from '#platform/database'
import type { SignalKind } from '../wire.ts'
import type { Past } from './judge.ts'
import { pointsOf } from './weights.ts'

const mostLookedAt = 100

interface Row {
  readonly id: Buffer
  readonly device: string | null
  readonly networks: string[]
  readonly zone: string | null
  readonly created_at: Date
  readonly seen_at: Date
  readonly proved_at: Date | null
  readonly disowned_at: Date | null
  readonly points: number
}

const statement = `
  select id, device, zone, created_at, seen_at, proved_at, disowned_at,
         array_remove(array_prepend(network, networks), null) as networks,
         coalesce((select sum(points) from identity.signal where signal.session = session.id), 0)::integer as points
    from identity.session where person = $1
   order by created_at desc, id limit ${mostLookedAt}`

const toPast = (row: Row): Past & { readonly id: Buffer } => ({
  id: row.id,
  device: row.device,
  networks: row.networks,
  zone: row.zone,
  startedAt: row.created_at,
  seenAt: row.seen_at,
  points: row.points,
  isProved: row.proved_at !== null,
  isDisowned: row.disowned_at !== null,
})

/** The last hundred sessions of a person, newest first. */
export const findPast = async (db: Query, person: string) => (await db.query<Row>(statement, [person])).map(toPast)

/** Writes what was noticed. Noticed again, a signal counts from then on. */
export const writeSignals = async (
  tx: Query,
  session: Buffer,
  kinds: readonly SignalKind[],
  at: Date,
): Promise<void> => {
  if (kinds.length === 0) return
  await tx.query(
    `insert into identity.signal (session, kind, points, noticed_at)
     select $1, kind, points, $4 from unnest($2::text[], $3::smallint[]) as given (kind, points)
     on conflict (session, kind) do update set points = excluded.points, noticed_at = excluded.noticed_at`,
    [session, kinds, kinds.map((kind) => pointsOf[kind]), at],
  )
}
