/** OAuth over HTTP: the standard's own paths under /oauth, and the bank's for customers and staff. */
import { anyone, type Http, signedIn } from '#platform/http'
import { Refusal } from '#platform/refusal'
import * as wire from '../wire.ts'
import { holdsRequest } from './consents/cookie.ts'
import { requestOver } from './consents/open.ts'
import type { Oauth } from './oauth.ts'

/** Where OAuth is, below the bank's own address. */
export const oauthPath = '/oauth'
/** RFC 8414, 3.1: the well-known path stands before the issuer's. */
const metadataPath = '/.well-known/oauth-authorization-server'

const addConsents = (http: Http, oauth: Oauth) => {
  const mustHold = (cookie: string | undefined, id: string) => {
    if (!holdsRequest(cookie, oauth.requestCookie, id)) throw requestOver()
  }
  http.route(wire.readConsentRequest, signedIn, async ({ caller, params, request }) => {
    mustHold(request.headers.cookie, params.id)
    return oauth.showRequest(caller, params.id)
  })
  http.route(wire.decideConsentRequest, signedIn, async ({ caller, params, body, request }) => {
    mustHold(request.headers.cookie, params.id)
    return { continueAt: await oauth.decide(caller, params.id, body) }
  })
  http.route(wire.consents, signedIn, async ({ caller }) => ({ items: await oauth.consents(caller.id) }))
  http.route(wire.withdrawConsent, signedIn, async ({ caller, params }) => {
    const isEnded = await oauth.withdraw(caller.id, params.id)
    if (!isEnded) throw new Refusal('no-such-consent', 404, 'There is no such consent of yours.')
    return undefined
  })
}

const addClients = (http: Http, oauth: Oauth) => {
  http.route(wire.oauthClients, 'clients:manage', async () => ({ items: await oauth.clients() }))
  http.route(wire.revokeOauthClient, 'clients:manage', async ({ caller, params }) => {
    await oauth.endClient(caller, params.id)
    return undefined
  })
}

/** Adds the paths of OAuth. */
export const addOauthRoutes = (http: Http, oauth: Oauth): void => {
  http.mount(oauthPath, anyone, oauth.answer)
  http.mount(metadataPath, anyone, (request) => oauth.answer({ ...request, url: metadataPath }))
  addConsents(http, oauth)
  addClients(http, oauth)
}
