/** Paths of halts. */
import type { Identity } from '#modules/identity'
import type { Http } from '#platform/http'
import * as wire from '../wire.ts'
import type { Halts } from './halts.ts'

const toHalt = (since: Date | null): wire.Halt => ({ since: since?.toISOString() ?? null })

export const addHaltRoutes = (http: Http, halts: Halts, readings: Identity['readings']): void => {
  http.route(wire.myHalt, 'products:own', async ({ caller }) => toHalt(await halts.find(caller.id)))
  // Nobody who wants to stop their money is asked anything first.
  http.route(wire.beginHalt, 'products:own', async ({ caller }) => toHalt(await halts.begin(caller)), {
    openUpTo: 'high',
  })
  http.route(wire.askToEndHalt, 'products:own', ({ caller }) => halts.askToEnd(caller))
  http.route(wire.endHalt, 'products:own', async ({ caller, body }) => {
    await halts.end(caller, body.proof)
    return toHalt(await halts.find(caller.id))
  })
  http.route(wire.haltOfCustomer, 'customers:read', async ({ caller, request, params }) => {
    await readings.note(request, caller, { what: 'accounts', people: [params.id] })
    return toHalt(await halts.find(params.id))
  })
}
