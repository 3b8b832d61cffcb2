/** What identity does for those who administer the bank, put together: roles, four eyes, break-glass, the log of reading. */
import assert from 'node:assert/strict'
import type { Database } from '#platform/database'
import type { Caller, Http } from '#platform/http'
import type { RandomBytes } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import { createKinds } from './approvals/kinds.ts'
import { type Change, createProposals, type NewProposal } from './approvals/proposals.ts'
import { addApprovalRoutes } from './approvals/routes.ts'
import { createSigning } from './approvals/sign.ts'
import { addBreakGlassRoutes } from './break-glass/routes.ts'
import { breakGlassKind } from './break-glass/take.ts'
import { oauthChanges } from './client-changes/oauth.ts'
import { addClientChangeRoutes } from './client-changes/routes.ts'
import { serviceChanges } from './client-changes/service.ts'
import { addInterventionRoutes } from './interventions/routes.ts'
import type { Tell } from './messages/tell.ts'
import type { Site } from './passkeys/site.ts'
import { profileOpening } from './profiles/open.ts'
import { addProfileRoutes } from './profiles/routes.ts'
import { createReadings } from './reading/readings.ts'
import { addReadingRoutes } from './reading/routes.ts'
import { roleChanges } from './roles/changes.ts'
import { addRoleRoutes } from './roles/routes.ts'
import { addServiceClientRoutes } from './service-clients/routes.ts'
import type { AskProof, Prove } from './step-ups/prove.ts'

export interface AdministrationNeeds {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
  readonly random: RandomBytes
  readonly site: Site
  readonly askProof: AskProof
  readonly prove: Prove
  readonly passwordSigns: boolean
  /** Whether people come by HTTPS; then third parties do, too. */
  readonly isSecure: boolean
  readonly tell: Tell
  /** Drops what is remembered of callers. */
  readonly forget: () => void
}

export const createAdministration = (needs: AdministrationNeeds) => {
  const kinds = createKinds()
  const signatures = createSigning({ ...needs, kinds })
  kinds.register(breakGlassKind)
  const proposalsOf = (changes: readonly Change[]) => createProposals({ ...needs, kinds, signatures, changes })
  const ofRoles = proposalsOf(roleChanges)
  const ofProfiles = proposalsOf([profileOpening])
  const ofClients = proposalsOf([...oauthChanges(needs.isSecure), ...serviceChanges(needs)])
  const readings = createReadings(needs)
  const families = { roles: ofRoles, clients: ofClients, sealed: ofProfiles }
  return {
    kinds,
    /** Throws what its family throws. */
    propose: async (caller: Caller, proposal: NewProposal): Promise<void> => {
      const [family = ''] = proposal.kind.split('.')
      assert(family === 'roles' || family === 'clients' || family === 'sealed', `${proposal.kind} is no kind of change`)
      await families[family].propose(caller, proposal)
    },
    signatures,
    readings,
    routes: (http: Http): void => {
      addApprovalRoutes(http, { ...needs, kinds, signatures })
      addRoleRoutes(http, { ...needs, proposals: ofRoles })
      addClientChangeRoutes(http, { ...needs, proposals: ofClients })
      addBreakGlassRoutes(http, { ...needs, signatures })
      addReadingRoutes(http, { ...needs, readings })
      addServiceClientRoutes(http, needs)
      addInterventionRoutes(http, { ...needs, readings })
      addProfileRoutes(http, { ...needs, readings, proposals: ofProfiles })
    },
  }
}

export type Administration = ReturnType<typeof createAdministration>
