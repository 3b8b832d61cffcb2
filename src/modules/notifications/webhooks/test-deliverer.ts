/** A process that delivers webhooks until it is killed: started by a test, with what it needs on its command line. */
import { randomBytes } from 'node:crypto'
import { createCallbacks } from '#platform/callback'
import { openDatabase } from '#platform/database'
import { createSealing, secretKeeper } from '#platform/sealing'
import { createDeliverWebhooks } from './deliver.ts'

const { connection, secret, ca, now } = JSON.parse(process.argv[2] ?? '{}')
const db = openDatabase(connection, 4)
const random = (count: number) => randomBytes(count)
const sealing = createSealing({ db, randomBytes: random, keeper: secretKeeper(secret, random) })
await sealing.refresh()
await createDeliverWebhooks({
  db,
  random,
  sealing,
  clock: () => new Date(now),
  callbacks: createCallbacks({ allowsPrivate: true, ca }),
  tell: async () => {},
  keepersOf: async () => [],
}).deliver()
