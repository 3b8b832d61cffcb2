/** Second factors over HTTP. */
import { type Http, signedIn } from '#platform/http'
import type { FactorUses } from './factors.ts'
import { deviceIn } from './sessions/origin.ts'
import * as wire from './wire.ts'

const addDeviceRoutes = (http: Http, uses: FactorUses, isSecure: boolean): void => {
  http.route(wire.devices, signedIn, async ({ caller }) => ({ items: await uses.devices(caller) }))
  http.route(wire.bindDevice, signedIn, ({ caller, body, request }) =>
    uses.bindDevice(caller, { ...body, cookie: deviceIn(request.headers.cookie, isSecure) }),
  )
  http.route(wire.renameDevice, signedIn, async ({ caller, params, body }) => {
    await uses.renameDevice(caller, params.id, body.name)
    return undefined
  })
  http.route(wire.revokeDevice, signedIn, async ({ caller, params }) => {
    await uses.revokeDevice(caller, params.id)
    return undefined
  })
}

export const addFactorRoutes = (http: Http, uses: FactorUses, isSecure: boolean): void => {
  addDeviceRoutes(http, uses, isSecure)
  http.route(wire.myTyping, signedIn, ({ caller }) => uses.typing(caller.id))
  http.route(wire.allowTyping, signedIn, ({ caller }) => uses.allowTyping(caller.id))
  http.route(wire.forgetTyping, signedIn, async ({ caller }) => {
    await uses.forgetTyping(caller.id)
    return undefined
  })
  http.route(wire.myFactors, signedIn, ({ caller }) => uses.factors(caller), { openUpTo: 'high' })
  http.route(wire.askOwnStepUp, signedIn, ({ caller, body }) => uses.askOwnStepUp(caller, body), { openUpTo: 'high' })
  http.route(wire.beginTotp, signedIn, ({ caller, body }) => uses.beginTotp(caller, body.proof))
  http.route(wire.confirmTotp, signedIn, ({ caller, params, body }) => uses.confirmTotp(caller, params.id, body))
  http.route(wire.removeTotp, signedIn, async ({ caller, body }) => {
    await uses.removeTotp(caller, body.proof)
    return undefined
  })
  http.route(wire.setPin, signedIn, ({ caller, body }) => uses.setPin(caller, body.pin, body.proof))
  http.route(wire.makeRecoveryCodes, signedIn, async ({ caller, body }) => ({
    recoveryCodes: await uses.makeRecoveryCodes(caller, body.proof),
  }))
}
