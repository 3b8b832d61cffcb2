/** A consent ends once, by whoever ends it first; what was given out under it ends with it. */
import type { Query } from '#platform/database'
import { dropRecord, dropRecordsOfGrant } from '../records/records.ts'

export type EndedBy = 'person' | 'client' | 'bank'

/** Ends a consent. Answers false where it had ended already, or is of somebody else than the person given. */
export const endConsent = async (
  db: Query,
  id: string,
  by: EndedBy,
  at: Date,
  person: string | null = null,
): Promise<boolean> => {
  const ended = await db.query(
    `update identity.consent set ended_at = $3, ended_by = $2
      where id = $1 and ended_at is null and ($4::uuid is null or person = $4) returning id`,
    [id, by, at, person],
  )
  if (ended.length === 0) return false
  await dropRecordsOfGrant(db, id, null)
  await dropRecord(db, 'Grant', id)
  return true
}
