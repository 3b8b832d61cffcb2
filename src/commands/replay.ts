import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readConfig } from '#platform/config'
import { PlainError } from '#platform/plain-errors'
import type { ProgressOutput } from '#platform/progress'
import { completeSecrets } from '#platform/secrets'
import { type Proof, prove } from '#wire/ledger'
import type { Command, Surroundings } from './command.ts'
import { sizeOf } from './csv/open-text.ts'
import { createBankClient } from './replay/bank-client.ts'
import { createBar } from './replay/bar.ts'
import { type Line, readPayments } from './replay/read-payments.ts'
import { replayPayments } from './replay/replay-payments.ts'
import { newTally, precisionOf, recallOf, type Tally } from './replay/tally.ts'

const usage = 'Usage: npm run replay -- FILE… [--json OUT]'

/** Broken lines that are named; more are only counted. */
const brokenShown = 20

interface Asked {
  readonly files: readonly string[]
  readonly json: string | undefined
}

/** Reads the arguments. Throws a PlainError with the usage. */
const parseArguments = (args: readonly string[], folder: string): Asked => {
  const place = args.indexOf('--json')
  const json = place < 0 ? undefined : args[place + 1]
  const files = args.filter((_, index) => place < 0 || (index !== place && index !== place + 1))
  if (files.length === 0 || files.some((file) => file.startsWith('-')) || (place >= 0 && !json))
    throw new PlainError(usage)
  return { files: files.map((file) => resolve(folder, file)), json: json && resolve(folder, json) }
}

async function* readAll(
  files: readonly string[],
  onBytes: (bytes: number) => void,
  onFile: (file: string) => void,
): AsyncGenerator<Line> {
  for (const file of files) {
    onFile(file)
    yield* readPayments(file, onBytes)
  }
}

const percent = (share: number | null, of: string, otherwise: string) =>
  share === null ? otherwise : `${(share * 100).toFixed(1)} % ${of}`

const report = (output: ProgressOutput, tally: Tally, seconds: number, proof: Proof) => {
  const { verdicts } = tally
  const number = (value: number) => value.toLocaleString('en')
  const lines = [
    `${number(tally.payments)} payments in ${seconds.toFixed(1)} s, ${number(Math.round(tally.payments / seconds))} a second; ${number(tally.skipped)} lines skipped, ${number(tally.refused)} payments refused`,
    `verdicts   allow ${number(verdicts.allow)}  challenge ${number(verdicts.challenge)}  review ${number(verdicts.review)}  block ${number(verdicts.block)}`,
    `precision  ${percent(precisionOf(tally), 'of what was stopped was fraud', 'nothing was stopped')}`,
    `recall     ${percent(recallOf(tally), 'of the fraud was stopped', 'there was no fraud')}`,
    proof.proved
      ? `the books balance: ${number(proof.transfers)} transfers proved in ${proof.seconds.toFixed(1)} s`
      : `THE BOOKS DO NOT BALANCE: ${proof.breach?.rule}; first offender ${proof.breach?.offender} (${proof.breach?.detail})`,
  ]
  output.write(`${lines.join('\n')}\n`)
}

const writeJson = (file: string, tally: Tally, seconds: number, proof: Proof) =>
  writeFile(
    file,
    `${JSON.stringify(
      {
        payments: tally.payments,
        skipped: tally.skipped,
        refused: tally.refused,
        seconds: Math.round(seconds * 1000) / 1000,
        per_second: Math.round((tally.payments / seconds) * 10) / 10,
        verdicts: tally.verdicts,
        precision: precisionOf(tally),
        recall: recallOf(tally),
        proved: proof.proved,
      },
      null,
      2,
    )}\n`,
  )

const findKey = async ({ environment, projectFolder }: Surroundings) => {
  const { config, given } = readConfig(environment, projectFolder)
  const random = (bytes: number) => randomBytes(bytes).toString('base64url')
  const key = given.serviceKey ?? (await completeSecrets(config.mode, given, config.dataFolder, random)).serviceKey
  if (!key) throw new PlainError('SERVICE_KEY must be given: the key of a service client of the bank.')
  return { key, address: config.bankUrl }
}

/** Sends labeled card payments through the running bank, shows what became of them, and proves the books. */
export const replay: Command = async (surroundings) => {
  const { args, output, now, stopping } = surroundings
  const { files, json } = parseArguments(args, process.cwd())
  const bytesInAll = (await Promise.all(files.map(sizeOf))).reduce((sum, size) => sum + size, 0)
  const { key, address } = await findKey(surroundings)
  const call = createBankClient(address, key)
  const tally = newTally()
  const bar = createBar(output, now)
  let bytes = 0
  let broken = 0
  let file = ''

  const began = now()
  const lines = readAll(
    files,
    (read) => (bytes += read),
    (next) => (file = next),
  )
  await replayPayments(lines, {
    call,
    tally,
    stopping,
    onBatch: () => bar.show(bytes / bytesInAll, tally.payments),
    onBroken: (line, why) => {
      broken++
      if (broken <= brokenShown) output.write(`${file}, line ${line}: ${why}; skipped\n`)
    },
  })
  const seconds = (now() - began) / 1000
  bar.end()
  if (stopping.aborted) {
    output.write(
      `Stopped after ${tally.payments.toLocaleString('en')} payments; the same command goes on from there.\n`,
    )
    return 130
  }
  if (broken > brokenShown) output.write(`… and ${broken - brokenShown} more lines that could not be read\n`)
  output.write('Proving the books …\n')
  const proof = await call(prove)
  report(output, tally, seconds, proof)
  if (json) await writeJson(json, tally, seconds, proof)
  return proof.proved ? 0 : 1
}
