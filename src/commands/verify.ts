import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { checkReceiptFile, keepCheckpoint, logAt, logIn, readKept, verifyLog } from '#modules/audit'
import { readConfig } from '#platform/config'
import { openDatabase } from '#platform/database'
import { PlainError } from '#platform/plain-errors'
import { verifyBank } from '../app.ts'
import type { Command } from './command.ts'
import { reachDatabase } from './reach-database.ts'
import { sayFaults, sayLog, sayReceipt } from './verify/say.ts'

const options = {
  log: { type: 'string' },
  key: { type: 'string', multiple: true },
  witness: { type: 'string' },
  name: { type: 'string', default: 'witness.local' },
} as const

const usage = `npm run verify                              the bank of this checkout: its log, its rows
npm run verify -- receipt.json [--key KEY]… a receipt; with the bank's keys, or those in the file
npm run verify -- --log URL|FOLDER          a log that is public: https://bank.example/log
     [--witness FILE [--name NAME]]         and keeps its checkpoint, refusing a fork; the cosignature is in FILE`

const read = (args: string[]) => {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    // What parseArgs complains about is what somebody typed.
    throw new PlainError(`${(error as Error).message}\n\n${usage}`)
  }
}

const isAddress = (place: string) => /^https?:\/\//.test(place)

/** Checks a receipt, a public log, or the whole of the own bank; ends with 1 where anything is wrong. */
export const verify: Command = async ({ args, environment, projectFolder, output, now }) => {
  const { values, positionals } = read(args)
  const say = (lines: readonly string[]) => output.write(`${lines.join('\n')}\n`)
  const [file, more] = positionals
  if (more !== undefined || (file !== undefined && values.log !== undefined)) throw new PlainError(usage)

  if (file !== undefined) {
    const checked = await checkReceiptFile(await readFile(file, 'utf8'), values.key ?? null)
    say(sayReceipt(checked, values.key !== undefined))
    return checked.fault === null ? 0 : 1
  }

  if (values.log !== undefined) {
    const source = isAddress(values.log) ? logAt(values.log) : logIn(values.log)
    const kept = values.witness === undefined ? null : await readKept(values.witness)
    const log = await verifyLog(source, kept ? { kept } : {})
    say([...sayLog(log), ...sayFaults(log.faults)])
    if (log.faults.length > 0) return 1
    if (values.witness !== undefined) {
      await keepCheckpoint(log.note, { file: values.witness, name: values.name, now: new Date(now()), randomBytes })
      say([`Kept and cosigned as ${values.name}.`])
    }
    return 0
  }

  const { config, given } = readConfig(environment, projectFolder)
  const reached = await reachDatabase(config, given)
  const db = openDatabase(reached.connection, 2)
  try {
    const log = await verifyBank(db, () => new Date(now()))
    say([...sayLog(log), ...sayFaults(log.faults)])
    return log.faults.length === 0 ? 0 : 1
  } finally {
    await db.close()
    await reached.stop()
  }
}
