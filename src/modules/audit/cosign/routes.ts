/** Paths of who else holds the log. */
import { anyone, type Http } from '#platform/http'
import { readStanding, type StandingNeeds } from '../search/standing.ts'
import * as wire from '../wire.ts'
import { type CosigningNeeds, takeCosignatures } from './take.ts'

export const addCosigningRoutes = (http: Http, needs: CosigningNeeds & StandingNeeds): void => {
  // Whoever hands it in, the signature says who the witness is.
  http.route(wire.cosign, anyone, async ({ body }) => ({ taken: await takeCosignatures(needs, body.note) }))
  http.route(wire.standing, 'log:read', () => readStanding(needs.db, needs))
}
