/** Stopping a recovery: from any session of the person, or by the link in a notice. */

import type { Query } from '#platform/database'
import { type RecoveryNeeds, readCancelToken } from './needs.ts'
import { findWaiting, noSuchRecovery } from './row.ts'

const cancelStatement = `
  update identity.recovery set cancelled_at = $2
   where person = $1 and opens_at is not null and closes_at > $2 and finished_at is null and cancelled_at is null
  returning 1`

/** Stops what waits or is open for a person, and tells them. Throws 'no-such-recovery' (404) where nothing is. */
export const createCancel =
  ({ db, clock, tell }: RecoveryNeeds) =>
  (person: string): Promise<void> =>
    db.transaction(async (tx) => {
      if ((await tx.query(cancelStatement, [person, clock()])).length === 0) throw noSuchRecovery()
      await tell(tx, { person, kind: 'recovery-cancelled' })
    })

/** The same by the token of a notice; also of a notice of an earlier one, whose time another went on with. */
export const createCancelByLink = (needs: RecoveryNeeds) => {
  const cancel = createCancel(needs)
  return async (token: string): Promise<void> => {
    const id = readCancelToken(needs, token)
    if (id === null) throw noSuchRecovery()
    const [row] = await needs.db.query<{ person: string | null }>(
      'select person from identity.recovery where id = $1',
      [id],
    )
    if (!row?.person) throw noSuchRecovery()
    await cancel(row.person)
  }
}

/** What a signed-in person sees of it. */
export const findForPerson = async (db: Query, person: string, now: Date) => {
  const row = await findWaiting(db, person, now)
  if (!row?.waits_from || !row.opens_at || !row.closes_at) return null
  return {
    since: row.waits_from.toISOString(),
    opensAt: row.opens_at.toISOString(),
    closesAt: row.closes_at.toISOString(),
  }
}
