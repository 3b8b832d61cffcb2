/** Paths of what two people open. */
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { Proposals } from '../approvals/proposals.ts'
import { createShowProposals } from '../approvals/show-proposals.ts'
import type { Readings } from '../reading/readings.ts'
import * as wire from '../wire.ts'
import { createOpenProfile, createShowOpening } from './open.ts'

interface Needs {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
  readonly proposals: Proposals
  readonly readings: Readings
}

export const addProfileRoutes = (http: Http, needs: Needs): void => {
  const { proposals, readings } = needs
  const show = createShowProposals(needs)
  const open = createOpenProfile(needs)
  const showOpening = createShowOpening(needs)
  http.route(wire.customerProfile, 'sealed:read', async ({ caller, request, params: { id } }) => {
    const { opening, profile } = await open(caller, id)
    // Why stands in the opening, which both have signed.
    await readings.note(request, caller, { what: 'profile', people: [id], detail: opening, because: 'work' })
    return profile
  })
  http.route(wire.customerProfileOpening, 'sealed:read', ({ caller, params: { id } }) => showOpening(caller, id))
  http.route(wire.profileOpenings, 'sealed:read', async () => ({ items: await show.all() }))
  http.route(wire.askProfile, 'sealed:read', async ({ caller, params: { id }, body }) => {
    const { change, reason, proof } = body
    return show.one(await proposals.propose(caller, { id, kind: 'sealed.profile', content: change, reason, proof }))
  })
  http.route(wire.decideProfile, 'sealed:read', async ({ caller, params, body }) =>
    show.one(await proposals.end(caller, { id: params.id, ...body, proof: body.proof })),
  )
  http.route(wire.withdrawProfile, 'sealed:read', async ({ caller, params }) =>
    show.one(await proposals.withdraw(caller.id, params.id)),
  )
}
