import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '#platform/config'
import { openDatabase } from '#platform/database'
import { PlainError } from '#platform/plain-errors'
import { createProgress } from '#platform/progress'
import type { DamagedValue } from '#platform/sealing'
import { completeSecrets } from '#platform/secrets'
import { rotateBankKeys, rotateKeysOfLog } from '../app.ts'
import type { Command } from './command.ts'
import { reachDatabase } from './reach-database.ts'

const placeOf = {
  file: 'a new key in the key file',
  transit: 'the key service',
  secret: 'a key that follows from BANK_SECRET',
}
const isPlace = (name: string): name is keyof typeof placeOf => name in placeOf

const usage = `npm run rotate-keys            new data keys, under which everything is sealed and hashed anew
npm run rotate-keys -- --log   new keys that sign the log, announced by the old ones`

/** Tells which values do not open; answers the exit code, 1 where there are any. */
export const tellDamage = (damaged: readonly DamagedValue[], say: (line: string) => void): number => {
  if (damaged.length === 0) return 0
  say(`${damaged.length} sealed values do not open: somebody changed or moved them. They are left as they are:`)
  for (const { field, row } of damaged) say(`  ${field} of row ${row}`)
  say('Every key that they may need is kept. Bring these rows back from a backup, and call again.')
  return 1
}

const isForLog = (args: readonly string[]): boolean => {
  if (args.length === 0) return false
  if (args.length === 1 && args[0] === '--log') return true
  throw new PlainError(usage)
}

const mostTries = 20
const betweenTriesMs = 250

/** While a server extends the tree nobody else may; its turn takes less than a second. */
const tryAgain = async (work: () => Promise<boolean>): Promise<boolean> => {
  for (let turn = 1; turn < mostTries; turn++) {
    if (await work()) return true
    await sleep(betweenTriesMs)
  }
  return work()
}

/** Gives the bank new keys while it runs. Ended in the middle, the next call goes on. */
export const rotateKeys: Command = async ({ args, environment, projectFolder, output, now, stopping }) => {
  const isLog = isForLog(args)
  const { config, given } = readConfig(environment, projectFolder)
  const progress = createProgress(output, now)
  const reached = await reachDatabase(config, given)
  const random = (bytes: number) => randomBytes(bytes).toString('base64url')
  const secrets = await completeSecrets(config.mode, given, config.dataFolder, random)
  const db = openDatabase(reached.connection, 2)
  try {
    if (isLog) {
      const isDone = await tryAgain(() => rotateKeysOfLog(db, () => new Date(now()), { config, secrets }))
      progress.say(
        isDone
          ? 'The log has new keys; the old ones announced them in it.'
          : 'Another server extends the log. Try again.',
      )
      return isDone ? 0 : 1
    }
    const { version, isContinued, values, wrapped, hashes, keeper, damaged } = await progress.step(
      'Sealing everything anew',
      () =>
        rotateBankKeys(
          db,
          { config, secrets },
          ({ field, done }) => progress.say(`${field}: ${done} values`),
          stopping,
        ),
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
    progress.say(
      hashes === null
        ? 'A server of a version before is at work; hashes keep their key. Stop it, and call again.'
        : `${hashes} hashes that people are found by were made anew${damaged.length > 0 ? '' : '; their key of before is gone'}.`,
    )
    return tellDamage(damaged, progress.say)
  } finally {
    await db.close()
    await reached.stop()
  }
}
