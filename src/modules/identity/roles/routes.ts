/** Paths of roles, of those who have them, and of what one may do oneself. */
import type { Database } from '#platform/database'
import { type Http, signedIn } from '#platform/http'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import { createOpening } from '../altered.ts'
import type { Proposals } from '../approvals/proposals.ts'
import { createShowProposals } from '../approvals/show-proposals.ts'
import { findHeld } from '../break-glass/take.ts'
import { listSessions } from '../sessions/list.ts'
import { listPasskeys } from '../step-ups/ways.ts'
import * as wire from '../wire.ts'
import { readMatrix } from './matrix.ts'
import { createLock, endSessionsOfMember, findLocks, findMember, findMembers, findStaffSessions } from './members.ts'

interface Needs {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
  readonly proposals: Proposals
  readonly passwordSigns: boolean
  /** Drops what is remembered of callers. */
  readonly forget: () => void
}

const addProposals = (http: Http, needs: Needs) => {
  const { proposals } = needs
  const show = createShowProposals(needs)
  http.route(wire.roleProposals, 'roles:read', async () => ({ items: await show.all() }))
  http.route(wire.proposeRoles, 'roles:change', async ({ caller, params, body }) => {
    const { change, reason, proof } = body
    const kind = `roles.${change.about}`
    return show.one(await proposals.propose(caller, { id: params.id, kind, content: change, reason, proof }))
  })
  http.route(wire.decideRoles, 'roles:change', async ({ caller, params, body }) =>
    show.one(await proposals.end(caller, { id: params.id, ...body, proof: body.proof })),
  )
  http.route(wire.withdrawRoles, 'roles:change', async ({ caller, params }) =>
    show.one(await proposals.withdraw(caller.id, params.id)),
  )
}

const addMembers = (http: Http, needs: Needs) => {
  const { db, clock, forget } = needs
  const shown = { db, sealing: { ...createOpening(needs), hashes: needs.sealing.hashes } }
  const lock = createLock(db, clock)
  http.route(wire.members, 'staff:manage', async ({ query }) => ({
    items: await findMembers(shown, clock(), query.search),
  }))
  http.route(wire.oneMember, 'staff:manage', async ({ caller, params: { id } }) => {
    const now = clock()
    const member = await findMember(shown, now, id)
    const [sessions, locks] = await Promise.all([listSessions(db, id, caller.session, now), findLocks(db, id)])
    return { member, sessions, locks }
  })
  http.route(wire.lockMember, 'staff:manage', async ({ caller, params: { id }, body }) => {
    await lock({ person: id, by: caller.id, ...body })
    forget()
    return findMember(shown, clock(), id)
  })
  http.route(wire.endMemberSessions, 'staff:manage', async ({ params: { id } }) => {
    await endSessionsOfMember(db, id, clock())
    forget()
    return undefined
  })
  http.route(wire.staffSessions, 'staff:manage', async () => ({ items: await findStaffSessions(db, clock()) }))
}

export const addRoleRoutes = (http: Http, needs: Needs): void => {
  const { db, clock, passwordSigns } = needs
  http.route(wire.myRights, signedIn, async ({ caller }) => {
    const [{ provesWith }, held] = await Promise.all([
      listPasskeys(db, caller.id, clock()),
      findHeld(db, caller.id, clock()),
    ])
    // What staff sign is signed with a passkey; a code leaves no signature behind.
    const canSign = provesWith === 'passkey' || (provesWith === 'password' && passwordSigns)
    return {
      permissions: [...caller.permissions].sort(),
      signsWith: canSign ? provesWith : ('nothing' as const),
      taken: held.map(({ id, permission, until }) => ({ id, permission, until: until.toISOString() })),
    }
  })
  http.route(wire.roles, 'roles:read', () => readMatrix(db))
  addProposals(http, needs)
  addMembers(http, needs)
}
