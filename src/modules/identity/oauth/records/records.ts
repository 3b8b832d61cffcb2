/** What OAuth gave out and still counts, in PostgreSQL. Secrets stand there as hashes alone. */
import { createHash } from 'node:crypto'
import type { Query } from '#platform/database'

/** What stands for a secret of OAuth in the database. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** What the library keeps under an id, without the id. */
export type Content = Readonly<Record<string, unknown>>

interface Found {
  readonly content: Content
  readonly consumed_at: Date | null
}

const textOf = (content: Content, name: string): string | null =>
  typeof content[name] === 'string' ? content[name] : null

/** Keeps content under an id until an instant; what was there is replaced. */
export const keepRecord = async (db: Query, kind: string, id: string, content: Content, expiresAt: Date) => {
  const { jti: _secret, ...kept } = content
  await db.query(
    `insert into identity.oauth_record (kind, id, grant_id, client, person, content, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (kind, id) do update set content = excluded.content, expires_at = excluded.expires_at`,
    [
      kind,
      hashOf(id),
      textOf(content, 'grantId'),
      textOf(content, 'clientId'),
      textOf(content, 'accountId'),
      JSON.stringify(kept),
      expiresAt,
    ],
  )
}

/** The content under an id as the library wants it back, or undefined. */
export const findRecord = async (db: Query, kind: string, id: string): Promise<Content | undefined> => {
  const [found] = await db.query<Found>(
    'select content, consumed_at from identity.oauth_record where kind = $1 and id = $2',
    [kind, hashOf(id)],
  )
  if (!found) return undefined
  const consumed = found.consumed_at === null ? {} : { consumed: Math.floor(found.consumed_at.getTime() / 1000) }
  return { ...found.content, ...consumed, jti: id }
}

/** Marks a secret as used. Answers false where it was used already: of two at the same instant one alone is the first. */
export const consumeRecord = async (db: Query, kind: string, id: string, at: Date): Promise<boolean> => {
  const first = await db.query(
    `update identity.oauth_record set consumed_at = $3 where kind = $1 and id = $2 and consumed_at is null returning id`,
    [kind, hashOf(id), at],
  )
  return first.length === 1
}

export const dropRecord = async (db: Query, kind: string, id: string): Promise<void> => {
  await db.query('delete from identity.oauth_record where kind = $1 and id = $2', [kind, hashOf(id)])
}

/** Takes away what was given out under a consent: one kind of it, or all. */
export const dropRecordsOfGrant = async (db: Query, grant: string, kind: string | null): Promise<void> => {
  await db.query('delete from identity.oauth_record where grant_id = $1 and ($2::text is null or kind = $2)', [
    grant,
    kind,
  ])
}

/** Forgets what cannot count any more. */
export const tidyRecords = async (db: Query, now: Date): Promise<void> => {
  await db.query('delete from identity.oauth_record where expires_at < $1', [now])
  await db.query('delete from identity.oauth_replay where expires_at < $1', [now])
}
