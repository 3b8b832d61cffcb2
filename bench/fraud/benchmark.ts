import { createRandom } from '#learning/random'
import { createFraud, type FraudModel, readShippedModel } from '#modules/fraud'
import { type Connection, type Database, openDatabase } from '#platform/database'
import { migrate } from '#platform/migrate'
import { dayMs } from '#platform/time'
import { openDatabases } from '../ledger/databases.ts'
import { describeMachine, peakMemoryMb, sayMachine } from '../ledger/machine.ts'
import type { Options } from './options.ts'
import { makeReport } from './report.ts'
import { type Run, runDesign } from './run.ts'
import { scoreAlone } from './score-alone.ts'
import { heading, runLine } from './table.ts'
import { writeHistory } from './world.ts'

export interface Needs extends Options {
  /** A role there must be allowed to make databases. */
  readonly server: Connection
  readonly say: (line: string) => void
  readonly stopping: AbortSignal
}

const modules = new URL('../../src/modules/', import.meta.url)
const shortestWarmUpSeconds = 0.5
const warmUpShare = 0.25

/** How long the first start on a history takes, which folds all of it, and how many entities that makes. */
const foldHistory = async (db: Database, model: FraudModel): Promise<{ foldMs: number; entities: number }> => {
  const fraud = createFraud({ db, clock: () => new Date(), model })
  const began = performance.now()
  await fraud.rebuild()
  while (fraud.memory().window > 0) await fraud.fold()
  const foldMs = performance.now() - began
  await db.query('vacuum (analyze) fraud.entity')
  const [{ entities }] = await db.query<{ entities: number }>('select count(*)::int as entities from fraud.entity')
  return { foldMs, entities }
}

/** Runs the designs on a server, in databases of its own that it drops. Throws where one fails, and when it is to stop. */
export const runBenchmark = async ({ server, say, stopping, specs, size, seconds, perSecond }: Needs) => {
  const databases = openDatabases(server)
  try {
    const machine = await describeMachine(databases.admin)
    say(sayMachine(machine))
    const model = await readShippedModel()
    let history = { foldMs: 0, entities: 0 }
    await databases.make('history', undefined, async (db, connection) => {
      await migrate(db, modules, ['audit', 'fraud'])
      await writeHistory(db, size, Date.now() - dayMs)
      const wide = openDatabase(connection, 4)
      history = await foldHistory(wide, model).finally(() => wide.close())
    })
    const changes = size.customers * size.payments
    say(
      `${changes.toLocaleString('en')} payments folded into ${history.entities.toLocaleString('en')} entities in ${(history.foldMs / 1000).toFixed(1)} s`,
    )
    say(heading)
    const runs = new Map<string, Run>()
    for (const [seed, spec] of specs.entries()) {
      stopping.throwIfAborted()
      await using copy = await databases.copy('history')
      const run = await runDesign(spec, {
        ...history,
        ...copy,
        model,
        customers: size.customers,
        perSecond,
        seconds,
        warmUpSeconds: Math.max(shortestWarmUpSeconds, seconds * warmUpShare),
        random: createRandom(seed + 1),
        stopping,
      })
      say(runLine(spec.name, run))
      runs.set(spec.name, run)
    }
    return makeReport({
      runs,
      changes,
      ...history,
      scoreUs: scoreAlone(model),
      perSecond,
      seconds,
      machine,
      peakMemoryMb: peakMemoryMb(),
      model: model.version,
    })
  } finally {
    await databases.close()
  }
}
