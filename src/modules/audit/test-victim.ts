/** A process of a test that appends leaves and extends the tree until it is killed; it says of each leaf when it is committed. */
import { randomBytes } from 'node:crypto'
import { type Connection, openDatabase } from '#platform/database'
import { createSealing, secretKeeper } from '#platform/sealing'
import { createAudit } from './index.ts'

const connection = JSON.parse(process.argv[2]) as Connection
const random = (count: number) => randomBytes(count)
const db = openDatabase(connection, 8)
const keeper = secretKeeper('a secret of a test, quite long enough', random)
const sealing = createSealing({ db, randomBytes: random, keeper })
const clock = () => new Date()
const audit = createAudit({ db, clock, randomBytes: random, sealing, origin: 'http://localhost:3000' })

const appendOn = async (who: number): Promise<never> => {
  for (let number = 0; ; number++) {
    const mark = `${process.pid}-${who}-${number}`
    await db.transaction((tx) => audit.append(tx, { kind: 'mark', fields: { mark } }))
    process.stdout.write(`${mark}\n`)
  }
}

const sequenceOn = async (): Promise<never> => {
  for (;;) await audit.sequence()
}

await sealing.refresh()
await audit.open()
await Promise.all([appendOn(0), appendOn(1), appendOn(2), sequenceOn()])
