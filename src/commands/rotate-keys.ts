import { randomBytes } from 'node:crypto'
import { readConfig } from '#platform/config'
import { openDatabase } from '#platform/database'
import { createProgress } from '#platform/progress'
import { completeSecrets } from '#platform/secrets'
import { rotateBankKeys } from '../app.ts'
import type { Command } from './command.ts'
import { reachDatabase } from './reach-database.ts'

const placeOf = {
  file: 'a new key in the key file',
  transit: 'the key service',
  secret: 'a key that follows from BANK_SECRET',
}
const isPlace = (name: string): name is keyof typeof placeOf => name in placeOf

/** Gives the bank new keys while it runs. Ended in the middle, the next call goes on. */
export const rotateKeys: Command = async ({ environment, projectFolder, output, now, stopping }) => {
  const { config, given } = readConfig(environment, projectFolder)
  const progress = createProgress(output, now)
  const reached = await reachDatabase(config, given)
  const random = (bytes: number) => randomBytes(bytes).toString('base64url')
  const secrets = await completeSecrets(config.mode, given, config.dataFolder, random)
  const db = openDatabase(reached.connection, 2)
  try {
    const { version, isContinued, values, wrapped, keeper } = await progress.step('Sealing everything anew', () =>
      rotateBankKeys(db, { config, secrets }, ({ field, done }) => progress.say(`${field}: ${done} values`), stopping),
    )
    if (stopping.aborted) {
      progress.say('Stopped; the next call goes on.')
      return 1
    }
    const where = isPlace(keeper) ? placeOf[keeper] : keeper
    progress.say(`${wrapped} data keys are wrapped under ${where}.`)
    progress.say(
      `${isContinued ? 'Went on with' : 'Made'} data key ${version}; ${values} values were sealed anew under it.`,
    )
    return 0
  } finally {
    await db.close()
    await reached.stop()
  }
}
