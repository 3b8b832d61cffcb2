/** Getting access back over HTTP. A cookie keeps the ticket; the id in the path has to be the ticket's. */
import type { FastifyRequest } from 'fastify'
import { type Caller, type Http, signedIn } from '#platform/http'
import { networkOf } from '#platform/network'
import type { Door } from '../door.ts'
import { createTicketCookie, type Ticket } from '../ticket.ts'
import * as wire from '../wire.ts'
import { createBegin, createSendAgain } from './begin.ts'
import { createCancel, createCancelByLink, findForPerson } from './cancel.ts'
import { createBeginPasskey, createComplete } from './complete.ts'
import { createShow, type RecoveryNeeds } from './needs.ts'
import { createProve, createStandIn } from './prove.ts'
import { findRecovery, noSuchRecovery } from './row.ts'

const sixtyDaysSeconds = 60 * 86_400
const cookie = createTicketCookie('bank-recovery', sixtyDaysSeconds)

const addWay = (http: Http, needs: RecoveryNeeds, { isSecure, visitorOf }: Door) => {
  const [begin, prove, sendAgain, show] = [
    createBegin(needs),
    createProve(needs),
    createSendAgain(needs),
    createShow(needs),
  ]
  const standIn = createStandIn(needs)
  const [beginPasskey, complete] = [createBeginPasskey(needs), createComplete(needs)]
  const ticketOf = (request: FastifyRequest, id: string): Ticket => {
    const ticket = cookie.read(request.headers.cookie, isSecure)
    if (ticket?.id !== id) throw noSuchRecovery()
    return ticket
  }
  http.routeForAnyone(wire.beginRecovery, async ({ params, body, request, reply }) => {
    const known = cookie.read(request.headers.cookie, isSecure)
    const begun = await begin({ id: params.id, given: body, known, network: networkOf(request.ip) })
    reply.header('set-cookie', cookie.keep(begun.ticket, isSecure))
    return begun.recovery
  })
  http.routeForAnyone(wire.currentRecovery, async ({ request }) => {
    const ticket = cookie.read(request.headers.cookie, isSecure)
    const row = ticket && (await findRecovery(needs.db, ticket))
    return { recovery: row && (await show(row)) }
  })
  http.routeForAnyone(wire.proveForRecovery, ({ params, body, request }) =>
    prove(ticketOf(request, params.id), params.channel, body.code, networkOf(request.ip)),
  )
  http.routeForAnyone(wire.standInForRecovery, ({ params, body, request }) =>
    standIn(ticketOf(request, params.id), body.recoveryCode, networkOf(request.ip)),
  )
  http.routeForAnyone(wire.sendRecoveryCode, ({ params, body, request }) =>
    sendAgain(ticketOf(request, params.id), body.channel, networkOf(request.ip)),
  )
  http.routeForAnyone(wire.beginRecoveryPasskey, ({ params, request }) => beginPasskey(ticketOf(request, params.id)))
  http.routeForAnyone(wire.completeRecovery, async ({ params, body, caller, request, reply }) => {
    await complete(ticketOf(request, params.id), body, visitorOf(request, caller))
    reply.header('set-cookie', cookie.end(isSecure))
    return undefined
  })
}

const addStops = (http: Http, needs: RecoveryNeeds) => {
  const [cancel, cancelByLink] = [createCancel(needs), createCancelByLink(needs)]
  http.routeForAnyone(wire.cancelRecoveryByLink, async ({ body }) => {
    await cancelByLink(body.token)
    return undefined
  })
  const always = { openUpTo: 'high' } as const
  const find = async ({ caller }: { caller: Caller }) => ({
    recovery: await findForPerson(needs.db, caller.id, needs.clock()),
  })
  http.route(wire.myRecovery, signedIn, find, always)
  http.route(
    wire.cancelMyRecovery,
    signedIn,
    async ({ caller }) => {
      await cancel(caller.id)
      return undefined
    },
    always,
  )
}

/** Adds the paths under /v1/recoveries and /v1/me/recovery. */
export const addRecovery = (http: Http, needs: RecoveryNeeds, door: Door): void => {
  addWay(http, needs, door)
  addStops(http, needs)
}
