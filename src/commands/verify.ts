import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import {
  checkReceiptFile,
  keepCheckpoint,
  logAt,
  logIn,
  readAnchorFile,
  readKept,
  type VerifyLogOptions,
  verifyLog,
  witnessKey,
} from '#modules/audit'
import { readConfig } from '#platform/config'
import { openDatabase } from '#platform/database'
import { PlainError } from '#platform/plain-errors'
import type { CheckedReceipt } from '#wire/audit'
import { readAuthorities, verifyBankEverywhere } from '../app.ts'
import type { Command } from './command.ts'
import { reachDatabase } from './reach-database.ts'
import { sayFaults, sayLog, sayReceipt } from './verify/say.ts'

const options = {
  log: { type: 'string' },
  key: { type: 'string', multiple: true },
  witness: { type: 'string' },
  send: { type: 'boolean', default: false },
  'signed-by': { type: 'string', multiple: true },
  anchors: { type: 'string' },
  'stamp-ca': { type: 'string' },
  name: { type: 'string', default: 'witness.local' },
} as const

const usage = `npm run verify                              the bank of this checkout: its log, its rows, and what others hold of it
npm run verify -- receipt.json [--key KEY]… a receipt, or one on each line; with the bank's keys, or those in the file
npm run verify -- --log URL|FOLDER          a log that is public: https://bank.example/log
     [--key KEY]…                           whose first keys are known to be these
     [--signed-by KEY]…                     whose last cosigned checkpoint each of these witnesses signed
     [--anchors FILE]                       that begins with every checkpoint in a file of anchors
     [--stamp-ca FILE]                      whose time stamps are by a server that these certificates stand for
     [--witness FILE [--name NAME]]         and keeps its checkpoint, refusing a fork; the cosignature is in FILE
     [--send]                               and hands the cosignature to the bank`

const read = (args: string[]) => {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    // What parseArgs complains about is what somebody typed.
    throw new PlainError(`${(error as Error).message}\n\n${usage}`)
  }
}

const isAddress = (place: string) => /^https?:\/\//.test(place)

/** Receipts that were exported stand on a line each. */
const checkAll = async (text: string, keys: readonly string[] | null): Promise<CheckedReceipt[]> => {
  const checked: CheckedReceipt[] = []
  for (const line of text.replace(/\n$/, '').split('\n')) checked.push(await checkReceiptFile(line, keys))
  return checked
}

type Values = ReturnType<typeof read>['values']

/** What else somebody knows of a log that is public. */
const optionsOf = async (values: Values): Promise<VerifyLogOptions> => {
  const kept = values.witness === undefined ? null : await readKept(values.witness)
  const held = values.anchors === undefined ? [] : await readAnchorFile(values.anchors)
  const { key, anchors = '', 'signed-by': witnesses, 'stamp-ca': authorities } = values
  return {
    ...(kept && { kept }),
    ...(key && { firstKeys: key }),
    ...(witnesses && { witnesses }),
    ...(authorities && { stampAuthorities: await readAuthorities(authorities) }),
    claims: held.map((checkpoint) => ({ checkpoint, by: anchors })),
  }
}

const patienceMs = 20_000

/** Hands a cosigned checkpoint to the bank whose log it is. */
const sendTo = async (log: string, note: string): Promise<string> => {
  const answer = await fetch(new URL('/v1/audit/cosignatures', log), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ note }),
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  })
  if (answer.ok) return 'The bank has taken it in.'
  throw new PlainError(`The bank does not take the signature: ${answer.status} ${await answer.text()}`)
}

/** Keeps a checkpoint that was checked, signs it, and where it is asked for hands it in. */
const cosign = async (note: string, file: string, { log = '', name, send }: Values, now: Date): Promise<string[]> => {
  const signed = await keepCheckpoint(note, { file, name, now, randomBytes })
  const lines = [`Kept and cosigned as ${name}. The key of this witness:`, await witnessKey(file, name, randomBytes)]
  if (!send) return lines
  if (!isAddress(log)) throw new PlainError('--send goes with a log that has an address.')
  return [...lines, await sendTo(log, signed)]
}

/** Checks a receipt, a public log, or the whole of the own bank; ends with 1 where anything is wrong. */
export const verify: Command = async ({ args, environment, projectFolder, output, now }) => {
  const { values, positionals } = read(args)
  const say = (lines: readonly string[]) => output.write(`${lines.join('\n')}\n`)
  const [file, more] = positionals
  if (more !== undefined || (file !== undefined && values.log !== undefined)) throw new PlainError(usage)

  if (file !== undefined) {
    const all = await checkAll(await readFile(file, 'utf8'), values.key ?? null)
    for (const checked of all) say(sayReceipt(checked, values.key !== undefined))
    return all.length > 0 && all.every(({ fault }) => fault === null) ? 0 : 1
  }

  if (values.log !== undefined) {
    const source = isAddress(values.log) ? logAt(values.log) : logIn(values.log)
    const log = await verifyLog(source, await optionsOf(values))
    say([...sayLog(log), ...sayFaults(log.faults)])
    if (log.faults.length > 0) return 1
    if (values.witness !== undefined) say(await cosign(log.note, values.witness, values, new Date(now())))
    return 0
  }

  const { config, given } = readConfig(environment, projectFolder)
  const reached = await reachDatabase(config, given)
  const db = openDatabase(reached.connection, 2)
  try {
    const log = await verifyBankEverywhere(db, () => new Date(now()), config)
    say([...sayLog(log), ...sayFaults(log.faults)])
    return log.faults.length === 0 ? 0 : 1
  } finally {
    await db.close()
    await reached.stop()
  }
}
