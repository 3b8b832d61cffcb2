/** Identity over HTTP. */
import type { FastifyRequest } from 'fastify'
import { type Caller, type Http, signedIn } from '#platform/http'
import { networkOf } from '#platform/network'
import { Refusal } from '#platform/refusal'
import type { Door } from './door.ts'
import { addFactorRoutes } from './factor-routes.ts'
import type { Phone } from './phone.ts'
import {
  endedCookies,
  endedHalfCookie,
  halfCookie,
  halfTokenIn,
  missingPageCookie,
  sessionCookies,
} from './sessions/cookie.ts'
import { deviceCookie, deviceIn } from './sessions/origin.ts'
import type { Visitor } from './sign-in.ts'
import { zoneIn } from './signals/zone.ts'
import type { UseCases } from './use-cases.ts'
import * as wire from './wire.ts'

const visitorOf = (uses: UseCases, isSecure: boolean, request: FastifyRequest, caller: Caller | null): Visitor => ({
  network: networkOf(request.ip),
  range: uses.hashNetwork(request.ip),
  device: deviceIn(request.headers.cookie, isSecure) ?? uses.newDevice(),
  userAgent: request.headers['user-agent'] ?? '',
  zone: zoneIn(request.headers['x-time-zone']),
  session: caller?.session,
})

const signedInPerson = (person: wire.Person | null): wire.Person => {
  if (person === null) throw new Refusal('no-such-person', 404, 'This person is not known any more.')
  return person
}

/** What other ways in share with the sign-in. */
export const createDoor = (uses: UseCases, isSecure: boolean): Door => ({
  isSecure,
  visitorOf: (request, caller) => visitorOf(uses, isSecure, request, caller),
  welcome: async (reply, { person, token }, { device }, ...more) => {
    reply.header('set-cookie', [...sessionCookies(token, isSecure), deviceCookie(device, isSecure), ...more])
    return signedInPerson(await uses.person(person))
  },
})

const addSessions = (http: Http, uses: UseCases, isSecure: boolean) => {
  const { welcome } = createDoor(uses, isSecure)
  http.routeForAnyone(wire.register, async ({ body, caller, request, reply }) => {
    const visitor = visitorOf(uses, isSecure, request, caller)
    return welcome(reply, await uses.register(body, visitor), visitor)
  })
  http.routeForAnyone(wire.signIn, async ({ body, caller, request, reply }) => {
    const visitor = visitorOf(uses, isSecure, request, caller)
    const entered = await uses.signIn(body, visitor)
    if (!('half' in entered)) return welcome(reply, entered, visitor)
    reply.header('set-cookie', [halfCookie(entered.half, isSecure), deviceCookie(visitor.device, isSecure)])
    return {
      secondFactor: { expiresAt: entered.expiresAt.toISOString(), ways: ['code' as const, 'recovery-code' as const] },
    }
  })
  http.routeForAnyone(wire.signInSecond, async ({ body, caller, request, reply }) => {
    const visitor = visitorOf(uses, isSecure, request, caller)
    const entered = await uses.signInSecond(halfTokenIn(request.headers.cookie, isSecure), body, visitor)
    const person = await welcome(reply, entered, visitor)
    reply.header('set-cookie', endedHalfCookie(isSecure))
    return person
  })
  http.routeForAnyone(wire.beginPasskeySignIn, ({ request }) => uses.beginPasskeySignIn(networkOf(request.ip)))
  http.routeForAnyone(wire.signInWithPasskey, async ({ params, body, caller, request, reply }) => {
    const visitor = visitorOf(uses, isSecure, request, caller)
    return welcome(reply, await uses.signInWithPasskey(params.id, body.credential, visitor), visitor)
  })
  const leave = (wanted: typeof wire.signOut, end: (caller: Caller) => Promise<void>) =>
    http.route(
      wanted,
      signedIn,
      async ({ caller, reply }) => {
        await end(caller)
        reply.header('set-cookie', endedCookies(isSecure))
        return undefined
      },
      { openUpTo: 'high' },
    )
  leave(wire.signOut, uses.signOut)
  leave(wire.signOutEverywhere, uses.signOutEverywhere)
}

const addPasskeys = (http: Http, uses: UseCases) => {
  http.route(wire.passkeys, signedIn, ({ caller }) => uses.passkeys(caller.id))
  http.route(wire.beginPasskey, signedIn, ({ caller, body }) => uses.beginPasskey(caller, body.proof))
  http.route(wire.addPasskey, signedIn, ({ caller, params, body }) =>
    uses.addPasskey(caller, params.id, body.name, body.credential),
  )
  http.route(wire.renamePasskey, signedIn, ({ caller, params, body }) =>
    uses.renamePasskey(caller.id, params.id, body.name),
  )
  http.route(wire.removePasskey, signedIn, async ({ caller, params, body }) => {
    await uses.removePasskey(caller, params.id, body.proof)
    return undefined
  })
}

const addOwnSessions = (http: Http, uses: UseCases) => {
  http.route(wire.sessions, signedIn, async ({ caller }) => ({ items: await uses.sessions(caller) }))
  http.route(
    wire.endMySession,
    signedIn,
    async ({ caller, params }) => {
      await uses.endSession(caller, params.id)
      return undefined
    },
    { openUpTo: 'high' },
  )
}

const addProfile = (http: Http, uses: UseCases, isSecure: boolean) => {
  http.route(
    wire.me,
    signedIn,
    async ({ caller, request, reply }) => {
      // Of a session from before there was one, or where somebody meddled with it: each page asks here first.
      const cookie = missingPageCookie(request.headers.cookie, isSecure)
      if (cookie !== undefined) reply.header('set-cookie', cookie)
      return signedInPerson(await uses.person(caller.id))
    },
    { openUpTo: 'high' },
  )
  http.route(wire.updateMe, signedIn, async ({ caller, body }) =>
    signedInPerson(await uses.updateProfile(caller, body)),
  )
  const showPhone = ({ number, setAt }: Phone) => ({ number, setAt: setAt?.toISOString() ?? null })
  http.route(wire.myPhone, signedIn, async ({ caller }) => showPhone(await uses.phone(caller.id)))
  http.route(wire.changePhone, signedIn, async ({ caller, body }) => showPhone(await uses.changePhone(caller, body)))
  http.route(wire.changePassword, signedIn, async ({ caller, body }) => {
    await uses.changePassword(caller, body)
    return undefined
  })
}

/** Adds identity's paths. */
export const addRoutes = (http: Http, uses: UseCases, isSecure: boolean): void => {
  addSessions(http, uses, isSecure)
  addPasskeys(http, uses)
  addFactorRoutes(http, uses, isSecure)
  addOwnSessions(http, uses)
  addProfile(http, uses, isSecure)
}
