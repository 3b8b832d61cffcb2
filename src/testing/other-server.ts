/** Another server of a test's bank, in a process of its own: it asks itself one thing, and is killed meanwhile. */
import { randomBytes } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { readShippedModel } from '#modules/fraud'
import { type Connection, openDatabase } from '#platform/database'
import { secretKeeper } from '#platform/sealing'
import { createBank } from '../app.ts'

export interface OtherServer {
  readonly connection: Connection
  readonly secret: string
  readonly nowMs: number
  readonly request: InjectOptions
}

const { connection, secret, nowMs, request } = JSON.parse(process.argv[2]) as OtherServer
const random = (count: number) => randomBytes(count)
const bank = await createBank({
  db: openDatabase(connection, 8),
  laneDb: openDatabase(connection, 2, { isPipelined: true }),
  clock: () => new Date(nowMs),
  randomBytes: random,
  secret,
  keeper: secretKeeper(secret, random),
  isSecure: false,
  origins: ['http://localhost:3000'],
  trustedProxies: [],
  limitRaiseHours: 24,
  model: await readShippedModel(),
  log: false,
})
const { statusCode } = await bank.http.server.inject(request)
process.stdout.write(`${statusCode}\n`)
