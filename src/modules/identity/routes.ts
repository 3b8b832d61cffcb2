/** Identity over HTTP. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Caller, type Http, signedIn } from '#platform/http'
import { Refusal } from '#platform/refusal'
import { networkOf } from './attempts.ts'
import { endedCookie, sessionCookie } from './sessions/cookie.ts'
import type { SignedIn, Visitor } from './sign-in.ts'
import type { UseCases } from './use-cases.ts'
import * as wire from './wire.ts'

const visitorOf = (request: FastifyRequest, caller: Caller | null): Visitor => ({
  network: networkOf(request.ip),
  userAgent: request.headers['user-agent'] ?? '',
  session: caller?.session,
})

const there = <Thing>(thing: Thing | null, code: string, detail: string): Thing => {
  if (thing === null) throw new Refusal(code, 404, detail)
  return thing
}

const signedInPerson = (person: wire.Person | null) =>
  there(person, 'no-such-person', 'This person is not known any more.')

const addSessions = (http: Http, uses: UseCases, isSecure: boolean) => {
  const welcome = async (reply: FastifyReply, { person, token }: SignedIn) => {
    reply.header('set-cookie', sessionCookie(token, isSecure))
    return signedInPerson(await uses.person(person))
  }
  http.routeForAnyone(wire.register, async ({ body, caller, request, reply }) =>
    welcome(reply, await uses.register(body, visitorOf(request, caller))),
  )
  http.routeForAnyone(wire.signIn, async ({ body, caller, request, reply }) =>
    welcome(reply, await uses.signIn(body, visitorOf(request, caller))),
  )
  http.route(wire.signOut, signedIn, async ({ caller, reply }) => {
    await uses.signOut(caller)
    reply.header('set-cookie', endedCookie(isSecure))
    return undefined
  })
  http.route(wire.signOutEverywhere, signedIn, async ({ caller, reply }) => {
    await uses.signOutEverywhere(caller)
    reply.header('set-cookie', endedCookie(isSecure))
    return undefined
  })
}

const addProfile = (http: Http, uses: UseCases) => {
  http.route(wire.me, signedIn, async ({ caller }) => signedInPerson(await uses.person(caller.id)))
  http.route(wire.updateMe, signedIn, async ({ caller, body }) =>
    signedInPerson(await uses.updateProfile(caller, body)),
  )
  http.route(wire.changePassword, signedIn, async ({ caller, body }) => {
    await uses.changePassword(caller, body)
    return undefined
  })
}

const addStaff = (http: Http, uses: UseCases) => {
  http.route(wire.customers, 'customers:read', async ({ query }) => uses.customers(query))
  http.route(wire.customer, 'customers:read', async ({ params }) =>
    there(await uses.customer(params.id), 'no-such-customer', 'There is no such customer.'),
  )
  http.route(wire.serviceClients, 'clients:manage', async () => ({ items: await uses.serviceClients() }))
  http.route(wire.createServiceClient, 'clients:manage', async ({ params, body }) =>
    uses.createServiceClient({ id: params.id, ...body }),
  )
  http.route(wire.revokeServiceClient, 'clients:manage', async ({ params }) => {
    const isKnown = await uses.revokeServiceClient(params.id)
    if (!isKnown) throw new Refusal('no-such-client', 404, 'There is no such service client.')
    return undefined
  })
}

/** Adds identity's paths. */
export const addRoutes = (http: Http, uses: UseCases, isSecure: boolean): void => {
  addSessions(http, uses, isSecure)
  addProfile(http, uses)
  addStaff(http, uses)
}
