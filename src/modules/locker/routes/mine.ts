/** Paths of customers, about their own boxes. */
import type { Http } from '#platform/http'
import type { createMine } from '../mine/mine.ts'
import * as wire from '../wire.ts'

const own = 'lockers:own'

export const addMineRoutes = (http: Http, mine: ReturnType<typeof createMine>): void => {
  http.route(wire.myLockers, own, ({ caller }) => mine.show(caller.id))
  http.route(wire.askConsent, own, ({ caller, params }) => mine.consents.ask(caller, params.id))
  http.route(wire.answerConsent, own, async ({ caller, params, body }) => {
    if (body.answer === 'agree') await mine.consents.agree(caller, params.id, body.proof)
    else await mine.consents.decline(caller.id, params.id)
    return undefined
  })
  http.route(wire.askSecret, own, ({ caller, params }) => mine.secrets.ask(caller, params.id))
  http.route(wire.setSecret, own, async ({ caller, params, body }) => {
    await mine.secrets.set(caller, params.id, body.secret, body.proof)
    return undefined
  })
  http.route(wire.deleteMyFace, own, async ({ caller }) => {
    await mine.deleteFace(caller.id)
    return undefined
  })
  http.route(wire.answerIncident, own, ({ caller, params, body }) =>
    mine.answerIncident(caller.id, params.id, body.answer, body.answer === 'me' ? body.code : undefined),
  )
}
