/** Registration over HTTP. A cookie keeps the ticket; the id in the path has to be the ticket's. */
import type { FastifyRequest } from 'fastify'
import type { Http } from '#platform/http'
import { networkOf } from '#platform/network'
import type { Door } from '../door.ts'
import { createTicketCookie, type Ticket } from '../ticket.ts'
import * as wire from '../wire.ts'
import { createBegin, createSendAgain } from './begin.ts'
import { type CompleteNeeds, createComplete } from './complete.ts'
import { noSuchRegistration, registrationLastsMs } from './draft.ts'
import { createAbandon, createGive, createGiveEmail, type Part } from './give.ts'
import { createFind } from './needs.ts'
import { createBeginPasskey } from './passkey.ts'
import { createProveEmail, createProvePhone } from './prove.ts'

const cookie = createTicketCookie('bank-registration', registrationLastsMs / 1000)

type TicketOf = (request: FastifyRequest, id: string) => Ticket

const addBeginning = (http: Http, needs: CompleteNeeds, { isSecure }: Door) => {
  const [begin, find] = [createBegin(needs), createFind(needs)]
  http.routeForAnyone(wire.beginRegistration, async ({ params, body, request, reply }) => {
    const known = cookie.read(request.headers.cookie, isSecure)
    const begun = await begin({ id: params.id, ...body, known, network: networkOf(request.ip) })
    reply.header('set-cookie', cookie.keep(begun.ticket, isSecure))
    return begun.registration
  })
  http.routeForAnyone(wire.currentRegistration, async ({ request }) => ({
    registration: await find(cookie.read(request.headers.cookie, isSecure)),
  }))
}

const addSteps = (http: Http, needs: CompleteNeeds, ticketOf: TicketOf) => {
  const [provePhone, proveEmail] = [createProvePhone(needs), createProveEmail(needs)]
  const [give, giveEmail, sendAgain] = [createGive(needs), createGiveEmail(needs), createSendAgain(needs)]
  http.routeForAnyone(wire.provePhone, ({ params, body, request }) =>
    provePhone(ticketOf(request, params.id), body.code, networkOf(request.ip)),
  )
  http.routeForAnyone(wire.giveEmail, ({ params, body, request }) =>
    giveEmail(ticketOf(request, params.id), body.email, networkOf(request.ip)),
  )
  http.routeForAnyone(wire.proveEmail, ({ params, body, request }) =>
    proveEmail(ticketOf(request, params.id), body.code, networkOf(request.ip)),
  )
  http.routeForAnyone(wire.sendRegistrationCode, ({ params, body, request }) =>
    sendAgain(ticketOf(request, params.id), body.channel, networkOf(request.ip)),
  )
  const take = ({ params, body, request }: { params: { id: string }; body: Part; request: FastifyRequest }) =>
    give(ticketOf(request, params.id), body)
  http.routeForAnyone(wire.giveName, take)
  http.routeForAnyone(wire.giveBirthDate, take)
  http.routeForAnyone(wire.giveAddress, take)
  http.routeForAnyone(wire.agree, take)
  http.routeForAnyone(wire.chooseAccount, take)
}

const addEnd = (http: Http, needs: CompleteNeeds, { isSecure, visitorOf, welcome }: Door, ticketOf: TicketOf) => {
  const [complete, beginPasskey, abandon] = [createComplete(needs), createBeginPasskey(needs), createAbandon(needs)]
  http.routeForAnyone(wire.beginRegistrationPasskey, ({ params, request }) =>
    beginPasskey(ticketOf(request, params.id)),
  )
  http.routeForAnyone(wire.completeRegistration, async ({ params, body, caller, request, reply }) => {
    const visitor = visitorOf(request, caller)
    const entered = await complete(ticketOf(request, params.id), body, visitor)
    return welcome(reply, entered, visitor, cookie.end(isSecure))
  })
  http.routeForAnyone(wire.abandonRegistration, async ({ params, request, reply }) => {
    await abandon(ticketOf(request, params.id))
    reply.header('set-cookie', cookie.end(isSecure))
    return undefined
  })
}

/** Adds the paths under /v1/registrations/{id}. */
export const addRegistration = (http: Http, needs: CompleteNeeds, door: Door): void => {
  const ticketOf: TicketOf = (request, id) => {
    const ticket = cookie.read(request.headers.cookie, door.isSecure)
    if (ticket?.id !== id) throw noSuchRegistration()
    return ticket
  }
  addBeginning(http, needs, door)
  addSteps(http, needs, ticketOf)
  addEnd(http, needs, door, ticketOf)
}
