/** Plays random sequences on the model and on a database and reports where they differ. */
import fc from 'fast-check'
import type { Database } from '#platform/database'
import { silentProgress } from '#platform/progress'
import { proveBooks } from '../proof/prove-books.ts'
import { plans } from './plan.ts'
import { formatFailure } from './print.ts'
import { realize } from './realize.ts'
import { compare, type Disagreement, type Played, renumber, type Script, type Subject } from './script.ts'
import { shorten } from './shorten.ts'
import { databaseSubject, modelSubject } from './subjects.ts'

/** A seed whose sequence came out differently, with the shortest such sequence that was found. */
export interface Failure {
  readonly seed: number
  readonly script: Script
  readonly disagreement: Disagreement
  /** The sequence and the difference for people, and how to have them again. */
  readonly report: string
}

export interface Simulated extends Played {
  seeds: number
  readonly failures: Failure[]
}

/** How many shorter sequences are tried to explain one that fails. */
const attempts = 1000

const nothing = (): Played => ({ batches: 0, items: 0, results: {}, accountResults: {} })

/** What a disagreement is about, whatever its items are called: a shorter sequence that fails of something else explains nothing. */
const natureOf = ({ expected, actual }: Disagreement): string =>
  [expected[0], actual[0]]
    .map((line) => /^item \d+: (.*)|^\w+/.exec(line ?? '')?.slice(0, 2))
    .map((match) => match?.[1] ?? match?.[0])
    .join()

/** The sequence of a seed, the same on every machine. */
export const scriptOf = (seed: number, run: number): Script => {
  const [plan] = fc.sample(plans, { seed, numRuns: 1 })
  if (plan === undefined) throw new Error('no plan was made')
  return realize(plan, run)
}

/** Plays sequences on two kinds of book, one seed after the other. The first run's number keeps ids apart within a database. */
export const createSimulation = (expected: () => Subject, actual: () => Subject, firstRun = 1) => {
  const simulated: Simulated = { seeds: 0, ...nothing(), failures: [] }
  let run = firstRun

  const explain = async (seed: number, script: Script, found: Disagreement): Promise<Failure> => {
    const failureOf = (shortest: Script, disagreement: Disagreement): Failure => {
      return { seed, script: shortest, disagreement, report: formatFailure(seed, shortest, disagreement) }
    }
    let failure = failureOf(script, found)
    const fails = async (shorter: Script) => {
      const again = renumber(shorter, ++run)
      const disagreement = await compare(again, expected(), actual(), nothing())
      if (disagreement === null || natureOf(disagreement) !== natureOf(found)) return false
      failure = failureOf(again, disagreement)
      return true
    }
    await shorten({ ...script, steps: script.steps.slice(0, found.step + 1) }, fails, attempts)
    return failure
  }

  const compareOn = (script: Script) => compare(script, expected(), actual(), simulated)

  /** Plays one sequence; one that comes out differently is shortened and answered. */
  const play = async (seed: number): Promise<Failure | null> => {
    const script = scriptOf(seed, ++run)
    const disagreement = await compareOn(script)
    simulated.seeds++
    if (disagreement === null) return null
    const failure = await explain(seed, script, disagreement)
    simulated.failures.push(failure)
    return failure
  }

  /** Whether the sequence of a seed comes out differently. */
  const differs = async (seed: number): Promise<boolean> => (await compareOn(scriptOf(seed, ++run))) !== null
  return { play, differs, simulated }
}

/** The model against the SQL of a database that has the ledger's tables, and the proof of all that was booked in it. */
export const simulateDatabase = (db: Database, model: () => Subject = modelSubject) => {
  const prove = async () => {
    // Sequences close periods as they like, without the count that a real closing takes.
    await db.query("update ledger.closing set closed_through = '-infinity'")
    return proveBooks(db, { monotonicMs: () => 0, progress: silentProgress })
  }
  return { ...createSimulation(model, () => databaseSubject(db)), prove }
}
