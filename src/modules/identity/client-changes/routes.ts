/** Paths of programs that come and of keys that change, by four eyes. */
import type { Query } from '#platform/database'
import type { Http } from '#platform/http'
import type { Clock } from '#platform/time'
import type { Proposals } from '../approvals/proposals.ts'
import { createShowProposals } from '../approvals/show-proposals.ts'
import * as wire from '../wire.ts'

interface Needs {
  readonly db: Query
  readonly clock: Clock
  readonly proposals: Proposals
}

export const addClientChangeRoutes = (http: Http, needs: Needs): void => {
  const { proposals } = needs
  const show = createShowProposals(needs)
  http.route(wire.clientProposals, 'clients:manage', async () => ({ items: await show.all() }))
  http.route(wire.proposeClient, 'clients:manage', async ({ caller, params, body }) => {
    const { change, reason, proof } = body
    const kind = `clients.${change.about}`
    return show.one(await proposals.propose(caller, { id: params.id, kind, content: change, reason, proof }))
  })
  http.route(wire.decideClient, 'clients:manage', async ({ caller, params, body }) =>
    show.one(await proposals.end(caller, { id: params.id, ...body, proof: body.proof })),
  )
  http.route(wire.withdrawClient, 'clients:manage', async ({ caller, params }) =>
    show.one(await proposals.withdraw(caller.id, params.id)),
  )
}
