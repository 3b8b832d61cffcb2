/** Sessions that are unusual, over HTTP. Open whatever the session looks like: this is where it is made right. */
import { type Http, signedIn } from '#platform/http'
import { networkOf } from '#platform/network'
import * as wire from '../wire.ts'
import type { SignalUses } from './uses.ts'

const always = { openUpTo: 'high' } as const

/** Adds the paths under /v1/me/session, and the one for "this was not me". */
export const addSignalRoutes = (http: Http, uses: SignalUses): void => {
  http.route(wire.mySession, signedIn, ({ caller }) => uses.standing(caller), always)
  http.route(
    wire.sendSessionCode,
    signedIn,
    ({ caller, request }) => uses.sendSessionCode(caller, networkOf(request.ip)),
    always,
  )
  http.route(
    wire.proveSession,
    signedIn,
    ({ caller, body, request }) => uses.proveSession(caller, body.proof, networkOf(request.ip)),
    always,
  )
  http.route(
    wire.disownSession,
    signedIn,
    async ({ caller, params }) => {
      await uses.disownSession(caller, params.id)
      return undefined
    },
    always,
  )
}
