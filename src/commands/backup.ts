import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { writeBackup } from '#platform/backup'
import { readConfig } from '#platform/config'
import { openDatabase } from '#platform/database'
import { PlainError } from '#platform/plain-errors'
import { createProgress } from '#platform/progress'
import { copyKeyFile } from '#platform/sealing'
import { copySecrets } from '#platform/secrets'
import type { Command } from './command.ts'
import { reachDatabase } from './reach-database.ts'

const usage = 'Usage: npm run backup -- FILE [--force]'

/** Reads the arguments. Throws a PlainError with the usage. */
const parseArguments = (args: readonly string[], folder: string) => {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options: { force: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [file] = positionals
    if (file !== undefined && positionals.length === 1) return { file: resolve(folder, file), isForced: values.force }
  } catch {
    // Whatever is wrong with them, the usage says it all.
  }
  throw new PlainError(usage)
}

/** Where the generated secrets of a demo bank are kept beside its backup. */
export const secretsBeside = (file: string): string => `${file}.secrets.json`

/** Where the generated keys of a demo bank are kept beside its backup. */
export const keysBeside = (file: string): string => `${file}.keys.json`

const isInterrupted = (error: unknown) => error instanceof Error && error.name === 'AbortError'

/** Writes the whole database into a file; the bank may run or not. */
export const backup: Command = async ({ args, environment, projectFolder, output, now, stopping }) => {
  const asked = parseArguments(args, environment.INIT_CWD ?? projectFolder)
  const { config, given } = readConfig(environment, projectFolder)
  const progress = createProgress(output, now)
  const reached = await reachDatabase(config, given)
  const db = openDatabase(reached.connection, 2)
  try {
    const made = await writeBackup({ ...asked, db, madeAt: new Date(now()), progress, signal: stopping })
    const number = (value: number) => value.toLocaleString('en')
    progress.say(`${asked.file}: ${number(made.rows)} rows of ${made.tables} tables, ${number(made.bytes)} bytes.`)
    const isGenerated = config.mode === 'demo' && given.bankSecret === undefined
    if (isGenerated && (await copySecrets(config.dataFolder, secretsBeside(asked.file))))
      progress.say(`Its secrets are in ${secretsBeside(asked.file)}. A restore needs them too.`)
    else progress.say('BANK_SECRET is not in it. A restored bank needs the same one.')
    const { keyFile } = config
    if (isGenerated && keyFile !== undefined && (await copyKeyFile(keyFile, keysBeside(asked.file))))
      progress.say(`The keys of its personal data are in ${keysBeside(asked.file)}. A restore needs them too.`)
    else if (keyFile !== undefined) progress.say('KEY_FILE is not in it. A restored bank needs the same keys.')
    return 0
  } catch (error) {
    if (!isInterrupted(error)) throw error
    progress.say('Stopped; no backup was written.')
    return 1
  } finally {
    await db.close()
    await reached.stop()
  }
}
