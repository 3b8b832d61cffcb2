import { randomInt } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PlainError } from '#platform/plain-errors'
import { createProgress } from '#platform/progress'
import { type CrashReport, runCrashRounds } from '#testing/crash'
import type { Command } from './command.ts'

const usage = 'Usage: npm run test:crash -- [--rounds N] [--seed N] [--json OUT]'

/** Reads the arguments. Throws a PlainError with the usage. */
const parse = (args: string[]) => {
  const options = { rounds: { type: 'string' }, seed: { type: 'string' }, json: { type: 'string' } } as const
  try {
    const { values } = parseArgs({ args, options })
    const rounds = Number(values.rounds ?? 50)
    const seed = Number(values.seed ?? randomInt(2 ** 31))
    if (Number.isInteger(rounds) && rounds > 0 && Number.isInteger(seed)) return { rounds, seed, json: values.json }
  } catch {
    // An unknown option: the usage says which there are.
  }
  throw new PlainError(usage)
}

const isClean = ({ lost, doubled, torn, overdue, proved }: CrashReport) =>
  lost + doubled + torn + overdue === 0 && proved

const show = (report: CrashReport) => {
  const number = (value: number) => value.toLocaleString('en')
  return `${isClean(report) ? 'Nothing was lost, nothing happened twice.' : 'THE BOOK DID NOT OUTLIVE A CRASH.'}
${report.rounds} kills, ${number(report.sent)} transfers sent, ${number(report.acknowledged)} acknowledged; lost ${report.lost}, done twice ${report.doubled}, torn ${report.torn}
${number(report.expired)} holds expired, ${report.overdue} overdue; ${report.proved ? 'the books are proved' : `NOT PROVED: ${report.breach}`}; seed ${report.seed}, ${report.seconds.toFixed(0)} s
`
}

/** Kills the ledger's process and its PostgreSQL with -9 under load, round after round; 1 where anything was lost or done twice. */
export const testCrash: Command = async ({ args, projectFolder, output, stopping, now }) => {
  const { rounds, seed, json } = parse(args)
  const progress = createProgress(output, now)
  const report = await progress.step(`${rounds} crashes`, (tell) =>
    runCrashRounds({ rounds, seed, stopping, onRound: (done) => tell(done, rounds) }),
  )
  output.write(show(report))
  if (json) await writeFile(resolve(projectFolder, json), `${JSON.stringify(report, null, 2)}\n`)
  return isClean(report) && !stopping.aborted ? 0 : 1
}
