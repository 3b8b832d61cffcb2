import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadSimulation, type Simulated } from '#modules/ledger'
import { openDatabase } from '#platform/database'
import { PlainError } from '#platform/plain-errors'
import { createProgress } from '#platform/progress'
import { testDatabase } from '#testing/cluster'
import type { Command } from './command.ts'

const usage = 'Usage: npm run simulate -- [--seeds N] [--from S] [--json OUT], or: npm run simulate -- --seed S'

const usualSeeds = 500
const mostFailures = 5

interface Asked {
  readonly from: number
  readonly seeds: number
  readonly json: string | undefined
}

const wholeNumber = (text: string | undefined, otherwise: number): number => {
  if (text === undefined) return otherwise
  if (!/^\d{1,9}$/.test(text)) throw new PlainError(usage)
  return Number(text)
}

/** Reads the arguments. Throws a PlainError with the usage. */
const parseArguments = (args: string[]): Asked => {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({ args, options: { seeds: text, from: text, seed: text, json: text } })
    const from = wholeNumber(values.seed ?? values.from, 1)
    return { from, seeds: values.seed === undefined ? wholeNumber(values.seeds, usualSeeds) : 1, json: values.json }
  } catch {
    // Whatever parseArgs has to say about an option, the usage says it better.
    throw new PlainError(usage)
  }
}

const describe = ({ seeds, batches, items, failures }: Simulated): string => {
  const number = (value: number) => value.toLocaleString('en')
  const verdict =
    failures.length === 0 ? 'The database and the model agree.' : `THEY DIFFER in ${number(failures.length)} seeds.`
  return `${number(seeds)} seeds, ${number(batches)} batches, ${number(items)} items\n${verdict}`
}

const writeJson = (file: string, simulated: Simulated, proved: boolean, seconds: number) => {
  const { seeds, batches, items, results, accountResults } = simulated
  const failures = simulated.failures.map(({ seed, report }) => ({ seed, report }))
  const answer = { seeds, batches, items, results, account_results: accountResults, failures, proved, seconds }
  return writeFile(file, `${JSON.stringify(answer, null, 2)}\n`)
}

/** Plays random sequences on the ledger's SQL and on its model, on a server of its own; ends with 1 where they differ. */
export const simulate: Command = async ({ args, output, stopping, now }) => {
  const { from, seeds, json } = parseArguments(args)
  const { simulateDatabase } = await loadSimulation()
  const progress = createProgress(output, now)
  const db = await progress.step('database for the simulation', async () => openDatabase(await testDatabase(), 1))
  const { play, prove, simulated } = simulateDatabase(db)
  const began = now()
  await progress.step(`seeds ${from} to ${from + seeds - 1}`, async (report) => {
    for (let seed = from; seed < from + seeds && !stopping.aborted; seed++) {
      const failure = await play(seed)
      if (failure !== null) progress.say(`\n${failure.report}\n`)
      if (simulated.failures.length === mostFailures) break
      report(simulated.seeds, seeds)
    }
  })
  const { breach } = await progress.step('proof of the book', prove)
  await db.close()

  const seconds = (now() - began) / 1000
  progress.say(describe(simulated))
  if (breach !== null) progress.say(`THE BOOK IS NOT PROVED: ${breach.rule}; first offender ${breach.offender}`)
  if (json !== undefined) await writeJson(resolve(json), simulated, breach === null, seconds)
  if (stopping.aborted) return 130
  return simulated.failures.length === 0 && breach === null ? 0 : 1
}
