/** Merchants: charges, wired over the ordinary payment. */
import type { Http } from '#platform/http'
import { createEndDueCharges } from './act.ts'
import { addChargeRoutes, type ChargeNeeds, createChargeUses } from './routes.ts'

/** Builds them. */
export const createMerchants = (needs: ChargeNeeds) => {
  const uses = createChargeUses(needs)
  return {
    uses,
    /** Ends what ends by itself; runs by the clock. */
    endDue: createEndDueCharges(needs),
    routes: (http: Http) => addChargeRoutes(http, needs, uses),
  }
}

export type Merchants = ReturnType<typeof createMerchants>
