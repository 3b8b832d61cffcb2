/** Merchants: charges and their disputes, wired over the ordinary payment. */
import type { Http } from '#platform/http'
import { createDisputes, type AllNeeds as DisputesNeed } from '../disputes/routes.ts'
import { createEndDueCharges } from './act.ts'
import { addChargeRoutes, type ChargeNeeds, createChargeUses } from './routes.ts'

/** Builds them. */
export const createMerchants = (needs: ChargeNeeds & DisputesNeed) => {
  const charges = createChargeUses(needs)
  const disputes = createDisputes(needs)
  return {
    uses: { charges, disputes: disputes.uses },
    /** Ends what ends by itself; runs by the clock. */
    endDue: createEndDueCharges(needs),
    routes: (http: Http) => {
      addChargeRoutes(http, needs, charges)
      disputes.routes(http)
    },
  }
}

export type Merchants = ReturnType<typeof createMerchants>
