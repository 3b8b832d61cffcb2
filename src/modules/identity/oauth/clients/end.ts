import type { Database } from '#platform/database'
import type { Caller } from '#platform/http'
import type { Clock } from '#platform/time'
import { noSuchOauthClient } from './refusals.ts'
import { revokeClient } from './store.ts'

/** Revokes a client for good: its consents end, and so does all that it was given. Throws 'no-such-oauth-client' (404). */
export const createEndClient =
  ({ db, clock }: { readonly db: Database; readonly clock: Clock }) =>
  (caller: Caller, id: string): Promise<void> =>
    db.transaction(async (tx) => {
      const at = clock()
      const by = caller.kind === 'staff' ? caller.id : null
      const isKnown = await revokeClient(tx, id, by, at)
      if (!isKnown) throw noSuchOauthClient()
      await tx.query(
        "update identity.consent set ended_at = $2, ended_by = 'bank' where client = $1 and ended_at is null",
        [id, at],
      )
      await tx.query('delete from identity.oauth_record where client = $1', [id])
    })
