import { createRandom } from '#learning/random'
import type { Connection } from '#platform/database'
import { fillBook, makeBook, makePlainBook } from './book.ts'
import { type Databases, openDatabases } from './databases.ts'
import { describeMachine, peakMemoryMb, sayMachine } from './machine.ts'
import { type Plan, reference, type Spec } from './plan.ts'
import { type Bar, judge, makeReport } from './report.ts'
import { type OpenRun, type Place, proveLarge, type Run, runClosed, runOpen } from './run.ts'
import { heading, runLine } from './table.ts'
import { findPgbench, type Pgbench, prepareTpcb, runTpcb } from './tpcb.ts'

/**
 * How many accounts the books have; in the large one each has paid so often in `waves`, besides being funded. `largeWarmUpSeconds` is for
 * its pages: each is logged whole when it first changes after a checkpoint, and there are many.
 */
export interface Sizes {
  readonly accounts: number
  readonly largeAccounts: number
  readonly waves: number
  readonly largeWarmUpSeconds: number
}

export const usualSizes: Sizes = { accounts: 10_000, largeAccounts: 1_000_000, waves: 4, largeWarmUpSeconds: 15 }

export interface Needs {
  /** A role there must be allowed to make databases and to change settings. */
  readonly server: Connection
  readonly plan: Plan
  readonly sizes: Sizes
  /** Measuring time of each run. */
  readonly seconds: number
  /** Where the whole must end by an instant of `performance.now()`: runs are then cut shorter on a slow machine. */
  readonly endsByMs: number | null
  /** Folders in which pgbench is looked for. */
  readonly path: string
  readonly say: (line: string) => void
  readonly stopping: AbortSignal
}

interface Bench extends Needs {
  readonly databases: Databases
  readonly pgbench: Pgbench | null
  /** The database that stays for all runs; others are copied for each. */
  readonly large: Connection | null
}

const warmUpShare = 0.25
const shortestWarmUpSeconds = 0.5
const shortestSeconds = 1
// What a run takes besides measuring: a copy of the book, warming up, proving, dropping.
const besidesSeconds = 2

/** Runs the plan on a server, in databases of its own that it drops. Throws where a design fails, and when it is to stop. */
export const runBenchmark = async (needs: Needs): Promise<{ report: ReturnType<typeof makeReport>; bars: Bar[] }> => {
  const databases = openDatabases(needs.server)
  try {
    const machine = await describeMachine(databases.admin)
    needs.say(sayMachine(machine))
    const bench = await prepare(needs, databases)
    const measured = await runPlan(bench)
    const complaints = [...measured.complaints, ...(await proveTheLarge(bench))]
    const loads = new Map(needs.plan.specs.map(({ name, callers, zipf }) => [name, { callers, zipf }]))
    const findings = {
      ...measured,
      complaints,
      loads,
      machine,
      pgbench: bench.pgbench?.version ?? null,
      peakMemoryMb: peakMemoryMb(),
      secondsEach: needs.seconds,
    }
    return { report: makeReport(findings), bars: judge(findings) }
  } finally {
    await databases.close()
  }
}

const timed = async <Result>({ say, stopping }: Needs, what: string, work: () => Promise<Result>): Promise<Result> => {
  stopping.throwIfAborted()
  const began = performance.now()
  const result = await work()
  say(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return result
}

const prepare = async (needs: Needs, databases: Databases): Promise<Bench> => {
  const { plan, sizes, path, stopping } = needs
  const has = (wanted: (spec: Spec) => boolean) => plan.specs.some(wanted)
  await timed(needs, `Made books of ${sizes.accounts.toLocaleString('en')} accounts`, async () => {
    await databases.make('books', undefined, async (db) => {
      await makeBook(db)
      await fillBook(db, sizes.accounts, 0)
    })
    await databases.make('plain', 'books', makePlainBook)
  })
  const pgbench = has(({ kind }) => kind === 'tpcb') ? await findPgbench(path) : null
  if (pgbench) {
    await timed(needs, `Made the tables of ${pgbench.version}`, async () =>
      prepareTpcb(await databases.make('tpcb'), pgbench, stopping),
    )
  }
  const large = has(({ isFull }) => isFull) ? await makeLarge(needs, databases) : null
  return { ...needs, databases, pgbench, large }
}

const makeLarge = (needs: Needs, databases: Databases): Promise<Connection> => {
  const { largeAccounts, waves } = needs.sizes
  const transfers = largeAccounts * (waves + 1)
  const what = `Made a book of ${largeAccounts.toLocaleString('en')} accounts and ${transfers.toLocaleString('en')} transfers`
  return timed(needs, what, () =>
    databases.make('large', undefined, async (db) => {
      await makeBook(db)
      await fillBook(db, largeAccounts, waves)
    }),
  )
}

/** All designs in turn, then all again, so that a drift of the machine meets all of them. */
const runPlan = async (bench: Bench) => {
  const { plan, say, stopping } = bench
  const runs = new Map<string, Run[]>()
  const open: OpenRun[] = []
  const complaints: string[] = []
  const note = (round: number, name: string, load: { callers: number | null; zipf: number | null }, run: Run) => {
    say(runLine(String(round), name, load, run))
    if (run.complaint !== null) complaints.push(`${name}: ${run.complaint}`)
  }
  say(heading)
  let left = plan.repetitions * (plan.specs.length + 1)
  for (let round = 1; round <= plan.repetitions; round++) {
    for (const [index, spec] of plan.specs.entries()) {
      stopping.throwIfAborted()
      const seed = round * 1000 + index
      const seconds = chooseSeconds(bench, left--)
      const run = await runOne({ ...bench, seconds }, spec, seed)
      if (run === null) continue
      note(round, spec.name, spec, run)
      runs.set(spec.name, [...(runs.get(spec.name) ?? []), run])
      if (spec.name !== reference || run.perSecond === 0) continue
      const half = await inPlace({ ...bench, seconds: chooseSeconds(bench, left--) }, spec, seed, (place) =>
        runOpen(spec, place, run.perSecond / 2),
      )
      note(round, `  half of it, ${half.dropped} dropped`, { callers: null, zipf: spec.zipf }, half)
      open.push(half)
    }
  }
  return { runs, open, complaints }
}

/** The measuring time of the next of so many runs that are left. */
const chooseSeconds = ({ seconds, endsByMs }: Needs, left: number): number => {
  if (endsByMs === null) return seconds
  const share = (endsByMs - performance.now()) / 1000 / left - besidesSeconds
  return Math.min(seconds, Math.max(shortestSeconds, share))
}

const runOne = async (bench: Bench, spec: Spec, seed: number): Promise<Run | null> => {
  if (spec.kind !== 'tpcb') return inPlace(bench, spec, seed, (place) => runClosed(spec, place))
  const { pgbench, seconds, stopping } = bench
  if (!pgbench) return null
  await using copy = await bench.databases.copy('tpcb')
  const { perSecond, latency, isConsistent } = await runTpcb(copy.connection, pgbench, seconds, stopping)
  const complaint = isConsistent ? null : 'the sums of TPC-B differ'
  return { perSecond, p50Ms: latency.percentile(0.5), p99Ms: latency.percentile(0.99), walBytes: null, complaint }
}

/** Gives a run the database that it works in: a fresh copy, or the large one, which stays. */
const inPlace = async <Result>(
  { databases, large, sizes, seconds, stopping }: Bench,
  spec: Spec,
  seed: number,
  work: (place: Place) => Promise<Result>,
): Promise<Result> => {
  const shared = {
    seconds,
    warmUpSeconds: Math.max(shortestWarmUpSeconds, seconds * warmUpShare),
    random: createRandom(seed),
    stopping,
  }
  if (spec.isFull && large) {
    await databases.checkpoint()
    const warmUpSeconds = Math.max(shared.warmUpSeconds, sizes.largeWarmUpSeconds)
    return work({ ...shared, warmUpSeconds, connection: large, accounts: sizes.largeAccounts, isLarge: true })
  }
  await using copy = await databases.copy(spec.kind === 'lane' ? 'books' : 'plain')
  return await work({ ...shared, connection: copy.connection, accounts: sizes.accounts, isLarge: false })
}

const proveTheLarge = async (bench: Bench): Promise<string[]> => {
  const { large } = bench
  if (!large) return []
  const complaint = await timed(bench, 'Proved the large book', () => proveLarge(large))
  return complaint === null ? [] : [`the large book: ${complaint}`]
}
