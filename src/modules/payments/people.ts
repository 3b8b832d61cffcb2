/** Payments among people who know each other: aliases, requests, and what is paid by order of a calendar. */
import type { Fraud } from '#modules/fraud'
import type { Identity } from '#modules/identity'
import type { Ledger } from '#modules/ledger'
import type { Products } from '#modules/products'
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import type { RandomBytes } from '#platform/id'
import type { Clock } from '#platform/time'
import { createTidyChecks } from './aliases/check.ts'
import { createChooseAlias } from './aliases/own.ts'
import { addAliasRoutes } from './aliases/routes.ts'
import { createDecline } from './requests/answer.ts'
import { createAsk } from './requests/ask.ts'
import { createTellEnded } from './requests/end.ts'
import { createPayRequest } from './requests/pay.ts'
import { addRequestRoutes } from './requests/routes.ts'
import type { PaymentUses } from './routes.ts'
import { addStandingOrderRoutes } from './standing-orders/routes.ts'
import { createRunDue } from './standing-orders/run.ts'
import { createSetOrder } from './standing-orders/set.ts'
import type { Tell } from './telling/tell.ts'
import type { ViewPayments } from './view.ts'

export interface PeopleNeeds {
  readonly db: Database
  readonly identity: Identity
  readonly ledger: Ledger
  readonly products: Products
  readonly fraud: Pick<Fraud, 'safety'>
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly place: PaymentUses['place']
  readonly view: ViewPayments
  readonly tell: Tell
}

export interface PeopleUses {
  readonly ask: ReturnType<typeof createAsk>
  readonly payRequest: ReturnType<typeof createPayRequest>
  readonly declineRequest: ReturnType<typeof createDecline>
  readonly chooseAlias: ReturnType<typeof createChooseAlias>
  readonly setOrder: ReturnType<typeof createSetOrder>
}

/** Builds them over the ordinary payment. */
export const createPeople = (needs: PeopleNeeds) => {
  const uses: PeopleUses = {
    ask: createAsk(needs),
    payRequest: createPayRequest(needs),
    declineRequest: createDecline(needs),
    chooseAlias: createChooseAlias(needs),
    setOrder: createSetOrder(needs),
  }
  const [runDue, tellEnded] = [createRunDue(needs), createTellEnded(needs)]
  return {
    uses,
    runDue: async () => (await runDue()) + (await tellEnded()),
    tidy: createTidyChecks(needs),
    routes: (http: Http) => {
      addAliasRoutes(http, needs)
      addRequestRoutes(http, needs, uses.ask)
      addStandingOrderRoutes(http, needs, uses.setOrder)
    },
  }
}
