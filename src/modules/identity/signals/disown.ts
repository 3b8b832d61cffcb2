/** "This was not me." */
import type { Database } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { Tell } from '../messages/tell.ts'

const noSuchSession = () => new Refusal('no-such-session', 404, 'There is no such session of yours.')
const thisSession = () =>
  new Refusal('this-session', 409, 'This is the session you are in. Sign out instead, and change your password.')

// Its browser is somebody else's, unless the person sits at it now: then only that one sign-in was not theirs.
const disownStatement = `
  with named as (select id, device, created_at from identity.session where id = $1 and person = $2)
  update identity.session set disowned_at = coalesce(disowned_at, $3), ended_at = coalesce(ended_at, $3)
    from named
   where session.person = $2 and session.id <> $4
     and (session.id = named.id or (
       session.device = named.device and session.created_at >= named.created_at
       and session.device is distinct from (select device from identity.session where id = $4)))
  returning session.device`

const unbindStatement = `
  update identity.device set revoked_at = $3
   where person = $1 and device = any($2) and revoked_at is null
     and device is distinct from (select device from identity.session where id = $4)`

/** Ends the session (hex id) and what else came from its browser. Throws 'no-such-session' (404), 'this-session' (409). */
export const createDisown =
  ({ db, clock, tell }: { readonly db: Database; readonly clock: Clock; readonly tell: Tell }) =>
  async (caller: { readonly id: string; readonly session?: string }, id: string): Promise<void> => {
    if (id === caller.session || caller.session === undefined) throw thisSession()
    const [named, mine] = [id, caller.session].map((hex) => Buffer.from(hex, 'hex'))
    const at = clock()
    await db.transaction(async (tx) => {
      const disowned = await tx.query<{ device: string | null }>(disownStatement, [named, caller.id, at, mine])
      if (disowned.length === 0) throw noSuchSession()
      const devices = disowned.flatMap(({ device }) => device ?? [])
      await tx.query(unbindStatement, [caller.id, devices, at, mine])
      await tell(tx, { person: caller.id, kind: 'session-disowned' })
    })
  }
