/** The bank under the load: all its modules, its paths on a port, and what runs by the clock while payments come. */
import { randomBytes as draw } from 'node:crypto'
import { createFoldThread, entitiesWithin, type FraudModel, readShippedModel } from '#modules/fraud'
import type { PaymentStage } from '#modules/payments'
import { type Connection, openDatabase } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import { every } from '#platform/jobs'
import { createLog } from '#platform/log'
import { memoryBytes } from '#platform/memory'
import { secretKeeper } from '#platform/sealing'
import { createStages } from '#platform/stages'
import { secondMs } from '#platform/time'
import { type Bank, createBank } from '../../src/app.ts'

export const secret = 'the secret of a benchmark, which guards nothing'
const randomBytes: RandomBytes = (count) => draw(count)
const connections = 16

/** Milliseconds of the stages of payments, and of whole requests as the server sees them. */
export interface Times {
  readonly ms: Record<PaymentStage | 'request', number>
  count: number
}

const noTimes = (): Times => ({ ms: { request: 0, session: 0, rules: 0, score: 0, lane: 0, answer: 0 }, count: 0 })

export interface Server {
  readonly bank: Bank
  readonly port: number
  /** What was measured since it was asked for last. */
  takeTimes(): Times
  close(): Promise<void>
}

/** A bank on a database, and what lets go of it. */
export const makeBank = async (
  connection: Connection,
  model: FraudModel,
  more: Partial<Parameters<typeof createBank>[0]>,
) => {
  const db = openDatabase(connection, connections)
  const laneDb = openDatabase(connection, 2, { isPipelined: true })
  const bank = await createBank({
    db,
    laneDb,
    clock: () => new Date(),
    randomBytes,
    secret,
    keeper: secretKeeper(secret, randomBytes),
    isSecure: false,
    origins: ['http://localhost:3000'],
    trustedProxies: [],
    limitRaiseHours: 24,
    model,
    // As in service, but that nobody reads the lines.
    log: createLog({ level: 'info' }, { write: () => {} }),
    ...more,
  })
  const close = async () => {
    await bank.http.server.close()
    await Promise.all([laneDb.close(), db.close()])
  }
  return { bank, close }
}

/** Opens the bank on a database and listens on loopback. Its failures end the run. */
export const openServer = async (connection: Connection): Promise<Server> => {
  let times = noTimes()
  const failures: unknown[] = []
  const onFailure = (error: unknown) => void failures.push(error)
  const foldThread = createFoldThread(connection)
  const stages = createStages<PaymentStage>(
    () => performance.now(),
    (stage, ms) => {
      times.ms[stage] += ms
    },
  )
  const { bank, close } = await makeBank(connection, await readShippedModel(), {
    mostEntities: entitiesWithin(memoryBytes()),
    foldThread,
    stages,
  })
  bank.http.server.addHook('onResponse', async (_request, reply) => {
    times.ms.request += reply.elapsedTime
    times.count++
  })
  const jobs = [
    every(secondMs / 5, bank.fraud.follow, onFailure),
    every(10 * secondMs, bank.fraud.fold, onFailure),
    every(secondMs, bank.fraud.refresh, onFailure),
    every(secondMs, bank.flood.flush, onFailure),
    every(secondMs, bank.payments.endDue, onFailure),
  ]
  const origin = await bank.http.server.listen({ host: '127.0.0.1', port: 0 })
  return {
    bank,
    port: Number(new URL(origin).port),
    takeTimes: () => {
      const taken = times
      times = noTimes()
      return taken
    },
    close: async () => {
      await Promise.all(jobs.map((job) => job.stop()))
      await foldThread.close()
      await close()
      if (failures.length > 0) throw failures[0]
    },
  }
}
