/** A whole identity on its own database, for the tests of this module. */
import { createHash } from 'node:crypto'
import { openDatabase } from '#platform/database'
import { createDevOutbox } from '#platform/dev-outbox'
import { createHttp } from '#platform/http'
import { uuidv7 } from '#platform/id'
import { createSealing, secretKeeper } from '#platform/sealing'
import { testDatabase } from '#testing/cluster'
import { browserHeaders } from '#testing/page-token'
import { createIdentity, type GivenPerson, type IdentityOptions } from './index.ts'
import type { Role } from './wire.ts'

/** Random bytes that a seed repeats. */
const seededBytes = (seed: number) => {
  let drawn = 0
  return (count: number): Uint8Array => {
    const blocks = Array.from({ length: Math.ceil(count / 32) }, () =>
      createHash('sha256').update(`${seed} ${drawn++}`).digest(),
    )
    return Buffer.concat(blocks).subarray(0, count)
  }
}

export interface Ask {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly body?: object
  readonly cookie?: string
  readonly key?: string
  readonly address?: string
  readonly headers?: Record<string, string>
  /** Why staff look, as a header; null for none. */
  readonly reason?: string | null
}

/** What staff give as reason where a test is about something else. */
export const usualReason = 'customer-asked;At%20the%20counter'

export const password = 'a horse in the rain'

type TestOptions = Partial<
  Pick<
    IdentityOptions,
    'isSecure' | 'ways' | 'allowsQuickRegistration' | 'recoveryWaitHours' | 'passwordSigns' | 'asksForDevice'
  >
>

/** An identity with HTTP in front, a clock that the test moves, and requests by inject. */
export const testIdentity = async ({ isSecure = false, ways, ...more }: TestOptions = {}) => {
  const db = openDatabase(await testDatabase(), 4)
  let nowMs = Date.UTC(2026, 2, 1, 9)
  let requests = 0
  const clock = () => new Date(nowMs)
  const randomBytes = seededBytes(1)
  const outbox = createDevOutbox(clock)
  const origins = ['http://localhost:3000']
  const secret = 'a secret of a test, quite long enough'
  const sealing = createSealing({ db, randomBytes, keeper: secretKeeper(secret, randomBytes) })
  await sealing.refresh()
  const usual = { ways: ways ?? outbox.ways, hasOutbox: true, allowsQuickRegistration: true, asksForDevice: false }
  const openServer = (bytes: typeof randomBytes) => {
    const made = { db, clock, randomBytes: bytes, sealing, secret, isSecure, origins, ...usual, ...more }
    const identity = createIdentity(made)
    const options = { log: false, origins: [], isSecure, makeRequestId: () => `r${requests++}` } as const
    const http = createHttp({ ...options, authenticate: identity.authenticate })
    identity.routes(http)
    return { identity, http, made }
  }
  const { identity, http, made } = openServer(randomBytes)

  const newId = () => uuidv7(nowMs, randomBytes(10))

  const askOf =
    (server: typeof http.server) =>
    async ({ method, url, body, cookie, key, address, headers, reason = usualReason }: Ask) => {
      const answer = await server.inject({
        method,
        url,
        remoteAddress: address ?? '127.0.0.1',
        headers: {
          ...(cookie === undefined ? {} : browserHeaders(cookie)),
          ...(reason === null ? {} : { 'x-reason': reason }),
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: body }),
      })
      const set = answer.headers['set-cookie']?.toString() ?? ''
      const json = answer.body === '' ? undefined : answer.json()
      return {
        status: answer.statusCode,
        body: json,
        code: json?.code,
        headers: answer.headers,
        set,
        cookie: set.split(';')[0],
      }
    }

  const ask = askOf(http.server)

  const register = (
    email: string,
    more: { name?: string; password?: string; address?: string; cookie?: string } = {},
  ) => {
    const { address, cookie, ...person } = more
    const body = { name: 'Asha Rao', email, password, language: 'en', ...person }
    return ask({ method: 'POST', url: '/v1/registrations', body, address, cookie })
  }
  const signIn = (email: string, given = password, more: Partial<Ask> = {}) =>
    ask({ method: 'POST', url: '/v1/sessions', body: { email, password: given }, ...more })

  const staff = async (role: Exclude<Role, 'customer'>, name: string = role) => {
    const person: GivenPerson = {
      id: newId(),
      name,
      email: `${name.toLowerCase()}@bank.test`,
      language: 'en',
      password,
      at: clock(),
    }
    await db.transaction((tx) => identity.createStaff(tx, { ...person, role }))
    return (await signIn(person.email)).cookie
  }

  return {
    db,
    http,
    identity,
    /** What it was made of, for another process on the same database. */
    options: made,
    /** What was delivered, newest first. */
    outbox,
    clock,
    newId,
    ask,
    register,
    signIn,
    staff,
    /** Another server on the same database, or this one after a restart. */
    openSecond: (seed = 2) => {
      const second = openServer(seededBytes(seed))
      return { identity: second.identity, ask: askOf(second.http.server) }
    },
    pass: (ms: number) => {
      nowMs += ms
    },
    [Symbol.asyncDispose]: async () => {
      await http.server.close()
      await db.close()
    },
  }
}
