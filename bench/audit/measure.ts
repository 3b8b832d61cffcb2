/** What the log costs: the lane with it and without it in turn, then what `tree.ts` measures. */
import { createRandom } from '#learning/random'
import { type Connection, openDatabase } from '#platform/database'
import { fillBook, makeBook, proveBook } from '../ledger/book.ts'
import { type Databases, openDatabases } from '../ledger/databases.ts'
import { openLane } from '../ledger/lane-design.ts'
import { measureClosed } from '../ledger/load.ts'
import { type Computer, describeComputer } from '../ledger/machine.ts'
import { createOrders } from '../ledger/orders.ts'
import { measureTree, type TreeReport } from './tree.ts'

export interface AuditNeeds {
  readonly server: Connection
  readonly stopping: AbortSignal
  readonly isQuick: boolean
  /** Measuring time of each run of the lane. */
  readonly seconds: number
  readonly say: (line: string) => void
}

export interface AuditReport extends TreeReport {
  readonly machine: Computer
  readonly lane: { readonly with_log: number[]; readonly without_log: number[]; readonly ratio: number }
  readonly bars: readonly {
    readonly bar: string
    readonly wanted: string
    readonly measured: string
    readonly is_met: boolean
  }[]
  readonly proved: boolean
  readonly complaints: readonly string[]
}

const accounts = 10_000
const callers = 1024
const zipf = 1

const median = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]

/** One run of the lane over a fresh copy; a complaint where the book or the log is not right afterwards. */
const runLane = async (databases: Databases, of: string, needs: AuditNeeds, complaints: string[]): Promise<number> => {
  await databases.checkpoint()
  await using copy = await databases.copy(of)
  const lane = await openLane(copy.connection, callers)
  const { perSecond } = await measureClosed(
    {
      send: lane.send,
      next: createOrders(accounts, zipf, createRandom(7), Date.now),
      warmUpMs: 750,
      measureMs: needs.seconds * 1000,
      now: () => performance.now(),
      stopping: needs.stopping,
    },
    callers,
  ).finally(() => lane.close())
  const db = openDatabase(copy.connection, 2)
  const { breach } = of === 'with' ? await proveBook(db) : { breach: null }
  if (breach) complaints.push(`${of}: ${breach.rule}`)
  await db.close()
  return perSecond
}

export const measureAudit = async (needs: AuditNeeds): Promise<AuditReport> => {
  const databases = openDatabases(needs.server)
  const complaints: string[] = []
  try {
    const machine = describeComputer()
    await databases.make('with', undefined, async (db) => {
      await makeBook(db)
      await fillBook(db, accounts, 0)
    })
    await databases.make('without', 'with', async (db) => {
      await db.query('alter table ledger.transfer disable trigger transfer_is_a_leaf')
    })
    const lane = { with_log: [] as number[], without_log: [] as number[] }
    const rounds = 3
    for (let round = 0; round < rounds; round++) {
      needs.stopping.throwIfAborted()
      // In turn, and the other way round each time, so that a drift of the machine meets both.
      const order = round % 2 === 0 ? (['without', 'with'] as const) : (['with', 'without'] as const)
      for (const of of order) {
        const perSecond = await runLane(databases, of, needs, complaints)
        lane[of === 'with' ? 'with_log' : 'without_log'].push(Math.round(perSecond))
        needs.say(`lane ${of.padEnd(8)} ${Math.round(perSecond).toLocaleString('en')} transfers a second`)
      }
    }
    const ratio = median(lane.with_log.map((each, round) => each / lane.without_log[round]))
    const { integrated, inclusion } = await measureTree(databases, needs, complaints)
    const bars = [
      {
        bar: 'the lane with the log, of the lane without',
        wanted: '> 0.85',
        measured: ratio.toFixed(3),
        is_met: ratio > 0.85,
      },
      {
        bar: 'leaves a second into the tree',
        wanted: '>= 50,000',
        measured: integrated.per_second.toLocaleString('en'),
        is_met: integrated.per_second >= 50_000,
      },
      {
        bar: `a proof among ${inclusion.leaves.toLocaleString('en')} leaves, 99 of 100`,
        wanted: '< 2 ms',
        measured: `${inclusion.p99_ms.toFixed(2)} ms`,
        is_met: inclusion.p99_ms < 2,
      },
    ]
    for (const { bar, wanted, measured, is_met } of bars)
      needs.say(`${is_met ? 'met   ' : 'MISSED'} ${bar}: ${measured} (${wanted})`)
    return {
      machine,
      lane: { ...lane, ratio },
      integrated,
      inclusion,
      bars,
      proved: complaints.length === 0,
      complaints,
    }
  } finally {
    await databases.close()
  }
}
