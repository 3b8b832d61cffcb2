/** What identity costs: a look at who asks, a revocation on its way, and fifty passwords at once. */
import { randomBytes as draw } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyRequest } from 'fastify'
import { createIdentity, type Identity } from '#modules/identity'
import { type Connection, type Database, openDatabase } from '#platform/database'
import { createHttp, signedIn } from '#platform/http'
import { type RandomBytes, uuidv7 } from '#platform/id'
import { createSealing, secretKeeper } from '#platform/sealing'
import { migrateBank } from '../../src/app.ts'
import { openDatabases } from '../ledger/databases.ts'
import { describeMachine, type Machine, sayMachine } from '../ledger/machine.ts'
import { type Asked, askSteadily, createAsk, percentile, timeEach } from './measure.ts'

const secret = 'the secret of a benchmark, which guards nothing'
const password = 'a horse in the rain'
const randomBytes: RandomBytes = (count) => draw(count)
const clock = () => new Date()

interface Bar {
  readonly name: string
  readonly value: number
  readonly below: number
  readonly passed: boolean
}

export interface Report {
  readonly machine: Machine
  readonly session_check_us: { readonly cached_p50: number; readonly cached_p99: number; readonly read_p50: number }
  readonly revocation_ms: { readonly median: number; readonly longest: number; readonly tries: number }
  readonly others_ms: Readonly<Record<'quiet_p50' | 'quiet_p99' | 'busy_p50' | 'busy_p99' | 'sign_ins', number>>
  readonly bars: readonly Bar[]
  readonly proved: boolean
  readonly complaints: readonly string[]
}

export interface Options {
  readonly server: Connection
  readonly isQuick: boolean
  readonly say: (line: string) => void
}

/** One process of the bank, with identity alone in it. */
const openServer = async (connection: Connection) => {
  const db = openDatabase(connection, 8)
  const sealing = createSealing({ db, randomBytes, keeper: secretKeeper(secret, randomBytes) })
  await sealing.refresh()
  const origins = ['http://localhost:3000']
  const identity = createIdentity({ db, clock, randomBytes, sealing, secret, isSecure: false, origins })
  const { authenticate } = identity
  const makeRequestId = () => uuidv7(Date.now(), randomBytes(10))
  const http = createHttp({
    log: false,
    origins,
    isSecure: false,
    makeRequestId,
    authenticate,
    trustedProxies: ['127.0.0.1'],
  })
  identity.routes(http)
  const origin = await http.server.listen({ host: '127.0.0.1', port: 0 })
  const close = async () => {
    await http.server.close()
    await db.close()
  }
  return { db, identity, origin, close }
}

type Server = Awaited<ReturnType<typeof openServer>>

const emailOf = (index: number) => `person${index}@bank.test`

const makePeople = async ({ db, identity }: Server, count: number) => {
  for (let index = 0; index < count; index++) {
    const person = { id: uuidv7(Date.now(), randomBytes(10)), name: `Person ${index}`, email: emailOf(index) } as const
    await db.transaction((tx) => identity.createPerson(tx, { ...person, language: 'en', password, at: clock() }))
  }
}

/** Signs in from an address of its own, for one address may not try so often. */
const signer = (ask: ReturnType<typeof createAsk>['ask']) => {
  let signIns = 0
  return (index: number): Promise<Asked> => {
    const address = `10.${(signIns >> 16) & 255}.${(signIns >> 8) & 255}.${signIns++ & 255}`
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': address }
    return ask('POST', '/v1/sessions', headers, { email: emailOf(index), password })
  }
}

/** As a browser sends it: with the cookie of its device. */
const requestOf = (cookie: string) => ({ headers: { cookie }, ip: '127.0.0.1', raw: {} }) as FastifyRequest

/** As the server asks, with the permission beside the path where that is wanted too. */
const ask = ({ authenticate }: Identity, request: FastifyRequest) =>
  authenticate(...([request, signedIn] as unknown as Parameters<Identity['authenticate']>))

const checkSessions = async ({ identity }: Server, cookies: readonly string[], calls: number) => {
  const requests = cookies.map(requestOf)
  const look = (index: number) => ask(identity, requests[index % requests.length])
  await timeEach(2000, look)
  const times = await timeEach(calls, look)
  // Each is forgotten before that, so all of these are read.
  const read: number[] = []
  for (let round = 0; round < 3; round++) {
    await sleep(1100)
    read.push(...(await timeEach(requests.length, look)))
  }
  return { cached_p50: percentile(times, 0.5), cached_p99: percentile(times, 0.99), read_p50: percentile(read, 0.5) }
}

/** Milliseconds from the answer of one server until the other lets the session in no more. */
const revoke = async (one: Server, other: Server, cookie: string, send: ReturnType<typeof createAsk>['ask']) => {
  const isKnown = async () => (await ask(other.identity, requestOf(cookie)).catch(() => null)) !== null
  if (!(await isKnown())) throw new Error('the session is not known to begin with')
  const { status } = await send('DELETE', '/v1/sessions/current', {
    cookie,
    'x-bankserver': /bank-page=([^;]+)/.exec(cookie)?.[1] ?? '',
  })
  if (status !== 204) throw new Error(`signing out was answered ${status} at ${one.origin}`)
  const begun = performance.now()
  while ((await isKnown()) && performance.now() - begun < 5000) await sleep(2)
  return performance.now() - begun
}

const measureOthers = async (
  server: Server,
  signIn: (index: number) => Promise<Asked>,
  cookie: string,
  forMs: number,
) => {
  const { ask, close } = createAsk(server.origin, 64)
  const others = () => askSteadily(forMs, 5, () => ask('GET', '/v1/me', { cookie }))
  let [isOver, signIns]: [boolean, number] = [false, 0]
  const signAllIn = async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => signIn(index)))
    if (answers.some(({ status }) => status !== 201))
      throw new Error(`a sign-in was answered ${answers.map(({ status }) => status)}`)
    signIns += answers.length
  }
  const crowd = async () => {
    while (!isOver) await signAllIn()
  }
  // A bank in service has its connections open; the first crowd after a start opens them.
  await signAllIn()
  await others()
  const quiet = await others()
  const crowding = crowd()
  const busy = await others()
  isOver = true
  await crowding
  close()
  return {
    quiet_p50: percentile(quiet, 0.5),
    quiet_p99: percentile(quiet, 0.99),
    busy_p50: percentile(busy, 0.5),
    busy_p99: percentile(busy, 0.99),
    sign_ins: signIns,
  }
}

const bar = (name: string, value: number, below: number): Bar => ({ name, value, below, passed: value < below })

const rounded = <Values extends Record<string, number>>(values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Math.round(value * 100) / 100])) as Values

const measure = async (connection: Connection, { isQuick, say }: Options) => {
  const [one, other] = [await openServer(connection), await openServer(connection)]
  const { ask, close } = createAsk(one.origin, 64)
  const signIn = signer(ask)
  try {
    await makePeople(one, 50)
    const cookies: string[] = []
    for (let index = 0; index < 50; index++) cookies.push((await signIn(index)).cookie)
    const checks = rounded(await checkSessions(one, cookies, isQuick ? 50_000 : 300_000))
    say(`session check      cached ${checks.cached_p50} µs (p99 ${checks.cached_p99}), read ${checks.read_p50} µs`)
    const waits: number[] = []
    for (const cookie of cookies.slice(0, isQuick ? 5 : 20)) waits.push(await revoke(one, other, cookie, ask))
    const revocation = rounded({ median: percentile(waits, 0.5), longest: Math.max(...waits), tries: waits.length })
    say(`revocation         at another server after ${revocation.median} ms, at most ${revocation.longest}`)
    const others = rounded(await measureOthers(one, signIn, cookies[49], isQuick ? 4000 : 12_000))
    say(`others' requests   quiet p50 ${others.quiet_p50} p99 ${others.quiet_p99} ms`)
    say(`  while 50 sign in       p50 ${others.busy_p50} p99 ${others.busy_p99} ms (${others.sign_ins} sign-ins)`)
    return { checks, revocation, others }
  } finally {
    close()
    for (const server of [one, other]) await server.close()
  }
}

/** Measures on a database of its own. `proved` says that every answer was the right one. */
export const runBenchmark = async (options: Options): Promise<Report> => {
  const databases = openDatabases(options.server)
  try {
    const machine = await describeMachine(databases.admin)
    options.say(sayMachine(machine))
    const connection = await databases.make('identity', undefined, async (db: Database) => void (await migrateBank(db)))
    const { checks, revocation, others } = await measure(connection, options)
    const bars = [
      bar('session check, cached, median µs', checks.cached_p50, 30),
      bar('revocation everywhere, longest ms', revocation.longest, 1000),
      bar('p99 of others beyond the quiet ms', Math.round((others.busy_p99 - others.quiet_p99) * 100) / 100, 50),
    ]
    return {
      machine,
      session_check_us: checks,
      revocation_ms: revocation,
      others_ms: others,
      bars,
      proved: true,
      complaints: [],
    }
  } finally {
    await databases.close()
  }
}
