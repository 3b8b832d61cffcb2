import { resolve } from 'node:path'
import { type Config, type GivenSecrets, readConfig } from '#platform/config'
import { openDatabase } from '#platform/database'
import { secretCheckOf } from '#platform/installation'
import { PlainError } from '#platform/plain-errors'
import { createProgress } from '#platform/progress'
import { type BackupHeader, checkBackup, restoreBackup } from '#platform/restore'
import { mergeKeyFiles } from '#platform/sealing'
import { findBankSecret } from '#platform/secrets'
import { assertProved, readBankSteps } from '../app.ts'
import { keysBeside, secretsBeside } from './backup.ts'
import type { Command } from './command.ts'
import { reachDatabase } from './reach-database.ts'

const usage = 'Usage: npm run restore -- FILE'

/** Refuses what could be restored but not be started; answers what brings the secrets, where a copy of them is needed. */
const assertStartable = async (file: string, header: BackupHeader, config: Config, given: GivenSecrets) => {
  const { installation } = header
  if (installation && installation.mode !== config.mode)
    throw new PlainError(
      `${file} is of a bank in ${installation.mode} mode, and a restore in ${config.mode} mode was asked for. ${installation.mode === 'demo' ? 'Leave MODE and DATABASE_URL out.' : 'Set MODE=production.'}`,
    )
  const found = await findBankSecret(given, config.dataFolder, secretsBeside(file))
  // A database that no bank was started on says nothing of its secret; what is there is taken.
  if (installation === null) return found?.adopt ?? (async () => {})
  if (found && secretCheckOf(found.bankSecret) === installation.secretCheck) return found.adopt
  const wanted =
    installation.mode === 'demo' && given.bankSecret === undefined
      ? `Put the secrets.json of that bank beside the backup as ${secretsBeside(file)}, and restore into an empty data folder (npm run reset).`
      : 'Set BANK_SECRET to that one.'
  throw new PlainError(`The bank in ${file} was made under another secret, and no password would be right. ${wanted}`)
}

/** Brings a backup into an empty database, to this version, and proves the books; all of it or nothing. */
export const restore: Command = async ({ args, environment, projectFolder, output, now, stopping }) => {
  const [name, ...more] = args
  if (name === undefined || name.startsWith('-') || more.length > 0) throw new PlainError(usage)
  const file = resolve(environment.INIT_CWD ?? projectFolder, name)
  const { config, given } = readConfig(environment, projectFolder)
  const progress = createProgress(output, now)
  const needs = { file, steps: await readBankSteps(), progress, signal: stopping }
  const header = await checkBackup(needs)
  const adoptSecrets = await assertStartable(file, header, config, given)
  const reached = await reachDatabase(config, given)
  const db = openDatabase(reached.connection, 2)
  try {
    let transfers = 0
    await restoreBackup(header, {
      ...needs,
      db,
      prove: async (restored) => {
        transfers = (await assertProved(restored, () => new Date(now()))).transfers
        // Before the commit: a bank without its secrets would not start.
        await adoptSecrets()
        if (config.keyFile !== undefined) await mergeKeyFiles(keysBeside(file), config.keyFile)
      },
    })
    progress.say(`Restored the bank of ${header.madeAt}. Its ${transfers.toLocaleString('en')} transfers are proved.`)
    return 0
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error
    progress.say('Stopped; nothing was restored.')
    return 1
  } finally {
    await db.close()
    await reached.stop()
  }
}
