import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadSimulation } from '#modules/ledger'
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

/** Plays random sequences on the ledger's SQL and on its model, on a server of its own; ends with 1 where they differ. */
export const simulate: Command = async ({ args, output, stopping, now }) => {
  const { from, seeds, json } = parseArguments(args)
  const { simulateDatabase } = await loadSimulation()
  const progress = createProgress(output, now)
  const db = await progress.step('database for the simulation', async () => openDatabase(await testDatabase(), 1))
  const { play, simulated } = simulateDatabase(db)
  const began = now()
  await progress.step(`seeds ${from} to ${from + seeds - 1}`, async (report) => {
    for (let seed = from; seed < from + seeds && !stopping.aborted; seed++) {
      const failure = await play(seed)
      if (failure !== null) progress.say(`\n${failure.report}\n`)
      if (simulated.failures.length === mostFailures) break
      report(simulated.seeds, seeds)
    }
  })
  await db.close()

  const { batches, items, results, accountResults, failures } = simulated
  const number = (value: number) => value.toLocaleString('en')
  progress.say(`${number(simulated.seeds)} seeds, ${number(batches)} batches, ${number(items)} items`)
  progress.say(failures.length === 0 ? 'The database and the model agree.' : `THEY DIFFER in ${failures.length} seeds.`)
  if (json !== undefined) {
    const found = failures.map(({ seed, report }) => ({ seed, report }))
    const counted = {
      seeds: simulated.seeds,
      batches,
      items,
      results,
      account_results: accountResults,
      failures: found,
    }
    await writeFile(resolve(json), `${JSON.stringify({ ...counted, seconds: (now() - began) / 1000 }, null, 2)}\n`)
  }
  if (stopping.aborted) return 130
  return failures.length === 0 ? 0 : 1
}
