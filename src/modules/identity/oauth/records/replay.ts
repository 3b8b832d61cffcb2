/** What may be used once, whoever of the bank's processes sees it first. */
import type { Query } from '#platform/database'

/** Notes the use of something, by its hash, until it could not be used anyway. Answers false where it was used before. */
export const isFirstUse = async (db: Query, id: Buffer, until: Date): Promise<boolean> => {
  const noted = await db.query(
    'insert into identity.oauth_replay (id, expires_at) values ($1, $2) on conflict (id) do nothing returning id',
    [id, until],
  )
  return noted.length === 1
}
