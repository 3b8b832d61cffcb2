import { setTimeout as sleep } from 'node:timers/promises'
import { readShippedModel } from '#modules/fraud'
import type { Connection } from '#platform/database'
import { migrateBank } from '../../src/app.ts'
import { type Databases, openDatabases } from '../ledger/databases.ts'
import { describeMachine, peakMemoryMb, sayMachine } from '../ledger/machine.ts'
import { findPgbench, prepareTpcb, runTpcb } from '../ledger/tpcb.ts'
import { type CallerTask, runCallers, type Told } from './callers.ts'
import type { Options } from './options.ts'
import { compare, proveBook, readWritten } from './prove.ts'
import { type OpenRun, peer, type Run, reference, type StageName, stagesOf } from './report.ts'
import { makeBank, openServer, type Server, secret, type Times } from './server.ts'
import { heading, runLine, stageLines } from './table.ts'
import { makeWorld, type Payer } from './world.ts'

export interface Needs extends Options {
  /** A role there must be allowed to make databases. */
  readonly server: Connection
  /** Folders in which pgbench is looked for. */
  readonly path: string
  readonly say: (line: string) => void
  readonly stopping: AbortSignal
}

// Code that has been running for seconds is faster than code that began a moment ago, and so is a memory that holds what it needs.
const shortestWarmUpSeconds = 1.5
const warmUpShare = 0.5
const tpcbClients = 16

/** Of whole requests, what is in no stage is HTTP: reading, checking the form, writing. */
const stagesUs = ({ ms, count }: Times): Record<StageName, number> => {
  const each = (total: number) => (total * 1000) / Math.max(1, count)
  const { request, session, rules, score, lane, answer } = ms
  return {
    http: each(request - session - rules - score - lane - answer),
    session: each(session),
    rules: each(rules),
    score: each(score),
    lane: each(lane),
    answer: each(answer),
  }
}

const settledShareOf = ({ states }: Told): number => {
  const all = Object.values(states).reduce((sum, count) => sum + count, 0)
  return all === 0 ? 0 : (states.settled ?? 0) / all
}

/** One run on a server that is open, and what is wrong with what it wrote. */
const measure = async (server: Server, task: Omit<CallerTask, 'port'>, stopping: AbortSignal) => {
  const before = await readWritten(server)
  server.takeTimes()
  const told = await runCallers({ ...task, port: server.port }, stopping)
  const times = server.takeTimes()
  const payments = Object.values(told.states).reduce((sum, count) => sum + count, 0)
  const complaint = compare(before, await readWritten(server), { payments, settledMinor: told.settledMinor })
  const { perSecond, p50Ms, p99Ms } = told
  const run: Run = {
    perSecond,
    p50Ms,
    p99Ms,
    settledShare: settledShareOf(told),
    stagesUs: stagesUs(times),
    complaint: complaint ?? (await proveBook(server)),
  }
  return { told, run }
}

const measurePair = async (databases: Databases, payers: readonly Payer[], needs: Needs, seed: number) => {
  const { seconds, connections, stopping, say } = needs
  const warmUpMs = Math.max(shortestWarmUpSeconds, seconds * warmUpShare) * 1000
  const task = { payers, connections, warmUpMs, measureMs: seconds * 1000 }
  await using copy = await databases.copy('world')
  const server = await openServer(copy.connection)
  try {
    const { run } = await measure(server, { ...task, seed, perSecond: null }, stopping)
    say(runLine(reference, run))
    await sleep(warmUpMs)
    const perSecond = run.perSecond / 2
    const half = await measure(server, { ...task, seed: seed + 500, perSecond }, stopping)
    const open: OpenRun = {
      ...half.run,
      offeredPerSecond: perSecond,
      offered: half.told.offered,
      dropped: half.told.dropped,
    }
    say(runLine(`  half of it, ${open.dropped} dropped`, open))
    return { run, open }
  } finally {
    await server.close()
  }
}

/** Runs payments and PostgreSQL's own benchmark in turn, in databases of its own that it drops. Throws when it is to stop. */
export const runBenchmark = async (needs: Needs) => {
  const { say, stopping, seconds, repetitions, customers, connections } = needs
  const databases = openDatabases(needs.server)
  try {
    const machine = await describeMachine(databases.admin)
    say(sayMachine(machine))
    let payers: Payer[] = []
    await databases.make('world', undefined, async (db, connection) => {
      await migrateBank(db)
      const { bank, close } = await makeBank(connection, await readShippedModel(), {})
      payers = await makeWorld(bank, secret, customers, new Date())
      // As a database has been looked at that did not come into being a second ago.
      await bank.db.query('vacuum (analyze)')
      await close()
    })
    const pgbench = await findPgbench(needs.path)
    if (pgbench) await prepareTpcb(await databases.make('tpcb'), pgbench, stopping)
    say(heading)
    const [ours, theirs, open]: [Run[], Run[], OpenRun[]] = [[], [], []]
    for (let round = 0; round < repetitions; round++) {
      stopping.throwIfAborted()
      const pair = await measurePair(databases, payers, needs, round + 1)
      ours.push(pair.run)
      open.push(pair.open)
      if (!pgbench) continue
      await using copy = await databases.copy('tpcb')
      const { perSecond, latency, isConsistent } = await runTpcb(copy.connection, pgbench, seconds, stopping)
      const complaint = isConsistent ? null : 'the sums of TPC-B differ'
      const run = { perSecond, p50Ms: latency.percentile(0.5), p99Ms: latency.percentile(0.99), complaint }
      theirs.push({ ...run, settledShare: null, stagesUs: null })
      say(runLine(peer, theirs[theirs.length - 1]))
    }
    say('\nmicroseconds by stage, waiting included')
    say(stageLines('at capacity', stagesOf(ours)))
    say(stageLines('at half of it', stagesOf(open)))
    const findings = {
      runs: new Map([[reference, ours], ...(pgbench ? [[peer, theirs] as const] : [])]),
      open,
      callers: { [reference]: connections, [peer]: tpcbClients },
      machine,
      pgbench: pgbench?.version ?? null,
      peakMemoryMb: peakMemoryMb(),
      secondsEach: seconds,
      customers,
    }
    return findings
  } finally {
    await databases.close()
  }
}
