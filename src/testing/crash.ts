/** Crash tests of the book: what was acknowledged outlives kill -9 of the process and of PostgreSQL, and nothing happens twice. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom, type Random } from '#learning/random'
import { accountCode, accountFlag, createLedger, type Ledger } from '#modules/ledger'
import { type Database, openDatabase } from '#platform/database'
import { findRunning, startPostgres } from '#platform/postgres'
import { migrateBank } from '../app.ts'
import { customers, fund, invent } from './crash/invent.ts'
import { type Journal, newJournal, noteAnswer, noteSent, type Sent } from './crash/journal.ts'
import { compareAll, type Findings, noFindings, recover } from './crash/recover.ts'
import { killBy, killWhileStarting, startVictim, type Victim, waysToKill } from './crash/victim.ts'

export interface CrashOptions {
  readonly rounds: number
  readonly seed: number
  readonly stopping?: AbortSignal
  readonly onRound?: (done: number) => void
}

export interface CrashReport {
  readonly seed: number
  readonly rounds: number
  /** Transfers that were sent, and those of them that were answered before a kill or after the recovery. */
  readonly sent: number
  readonly acknowledged: number
  readonly lost: number
  readonly doubled: number
  readonly torn: number
  /** Holds that the clock job ended, and those that it should have ended and did not. */
  readonly expired: number
  readonly overdue: number
  readonly proved: boolean
  readonly breach: string | null
  readonly seconds: number
}

interface Run {
  readonly folder: string
  readonly random: Random
  readonly journal: Journal
  readonly findings: Findings
  /** Acknowledged lately, for ends and reversals to take up. */
  readonly recent: Sent[]
}

const senders = 5
const recentKept = 300
const pauseMs = 12
const newest = (list: unknown[]) => list.splice(0, Math.max(0, list.length - recentKept))

/** A new database with a few customers, closed again in good order; only what comes after waits for the disk. */
const prepare = async (dataFolder: string, run: Run): Promise<void> => {
  const server = await startPostgres({ dataFolder, durability: 'none' })
  const db = openDatabase(server.connection, 2)
  try {
    await migrateBank(db)
    const at = new Date()
    const ledger = createLedger(db, () => at)
    await ledger.open()
    const flags = accountFlag.debitsMustNotExceedCredits
    await ledger.createAccounts(
      db,
      customers.map((id, index) => ({
        id,
        ledger: 356,
        code: accountCode.current,
        flags: index === 1 ? flags | accountFlag.history : flags,
      })),
      at,
    )
    const funds = customers.map((id) => fund(id, 1_000_000n))
    noteSent(run.journal, funds)
    await recover(db, ledger, run.journal, run.findings)
  } finally {
    await db.close()
    await server.stop()
  }
}

/** Sends unit after unit until the process is gone, or told to end. */
const sendOn = async (run: Run, victim: Victim, through: 'lane' | 'batch', ending: AbortSignal) => {
  const { random, journal, recent } = run
  while (!victim.isGone() && !ending.aborted) {
    const units = Array.from({ length: 1 + Math.floor(random() * 40) }, () => invent(random, journal, recent))
    const repeated = units.map((unit) => journal.effective.has(unit))
    noteSent(
      journal,
      units.filter((_, index) => !repeated[index]),
    )
    const fates = await victim.ask(through, units)
    units.forEach((unit, index) => {
      const fate = fates[index]
      if (fate === null) return
      if (repeated[index]) run.findings.doubled += fate === 'exists' ? 0 : 1
      else noteAnswer(journal, unit, fate)
      if (fate === 'ok') recent.push(unit)
    })
    newest(recent)
    await sleep(pauseMs * random() * 2)
  }
}

const settle = async <Answer>(dataFolder: string, work: (db: Database, ledger: Ledger) => Promise<Answer>) => {
  const connection = await findRunning(dataFolder)
  if (!connection) throw new Error('the database does not run')
  const db = openDatabase(connection, 4)
  try {
    return await work(
      db,
      createLedger(db, () => new Date()),
    )
  } finally {
    await db.close()
  }
}

/** The database recovers by itself when only its backends were killed; somebody who asks then is told to come back. */
const untilBack = async (victim: Victim) => {
  const probe: Sent = fund(customers[0], 0n)
  for (let tries = 0; tries < 500 && !victim.isGone(); tries++) {
    const [fate] = await victim.ask('batch', [probe])
    if (fate !== null) return
    await sleep(20)
  }
}

const breachOf = async (ledger: Ledger) => {
  const { breach } = await ledger.prove()
  return breach && `${breach.rule}: ${breach.offender} ${breach.detail}`
}

/** One round: recover, load, kill. Answers the process where it lives on. */
const playRound = async (run: Run, round: number, alive: Victim | undefined, report: (breach: string) => void) => {
  if (!alive && run.random() < 0.25) await killWhileStarting(run.folder, 100 + run.random() * 900)
  const victim = alive ?? (await startVictim(run.folder))
  const breach = await settle(run.folder, async (db, ledger) => {
    await recover(db, ledger, run.journal, run.findings)
    return breachOf(ledger)
  })
  if (breach) report(breach)
  const ending = new AbortController()
  const sending = Array.from({ length: senders }, (_, index) =>
    sendOn(run, victim, index % 2 === 0 ? 'lane' : 'batch', ending.signal),
  )
  await sleep(150 + run.random() * 600)
  const way = waysToKill[round % waysToKill.length]
  await killBy(way, victim, run.folder)
  if (way === 'backends') {
    await sleep(run.random() * 200)
    ending.abort()
    await Promise.all(sending)
    victim.check()
    await untilBack(victim)
    if (!victim.isGone()) return victim
  }
  await Promise.all([victim.gone, ...sending])
  victim.check()
  return undefined
}

/** After the last kill: recover once more, let every hold expire, and compare everything. */
const closeRun = async (run: Run, alive: Victim | undefined) => {
  const victim = alive ?? (await startVictim(run.folder))
  try {
    return await settle(run.folder, async (db, ledger) => {
      await recover(db, ledger, run.journal, run.findings)
      const overdueOf = async () =>
        Number((await db.query<{ count: bigint }>('select count(*) as count from ledger.expiring'))[0].count)
      for (let tries = 0; tries < 60 && (await overdueOf()) > 0; tries++) await sleep(100)
      await compareAll(db, run.journal, run.findings)
      await recover(db, ledger, run.journal, run.findings)
      const [{ expired }] = await db.query<{ expired: bigint }>(
        'select count(*) as expired from ledger.transfer where kind = 4',
      )
      return { expired: Number(expired), overdue: await overdueOf(), breach: await breachOf(ledger) }
    })
  } finally {
    await victim.dismiss()
    victim.check()
  }
}

/** Plays so many rounds in a temporary folder, which goes with them. */
export const runCrashRounds = async ({ rounds, seed, stopping, onRound }: CrashOptions): Promise<CrashReport> => {
  const began = performance.now()
  const folder = await mkdtemp(join(tmpdir(), 'bank-crash-'))
  const run = { folder, random: createRandom(seed), journal: newJournal(), findings: noFindings(), recent: [] }
  const breaches: string[] = []
  let alive: Victim | undefined
  let done = 0
  try {
    await prepare(folder, run)
    for (; done < rounds && !stopping?.aborted; done++) {
      alive = await playRound(run, done, alive, (breach) => breaches.push(breach))
      onRound?.(done + 1)
    }
    const { expired, overdue, breach } = await closeRun(run, alive)
    const broken = breaches[0] ?? breach
    const { sent, acknowledged } = run.journal.counts
    const seconds = Math.round(performance.now() - began) / 1000
    const proof = { proved: broken === null, breach: broken }
    return { seed, rounds: done, sent, acknowledged, ...run.findings, expired, overdue, ...proof, seconds }
  } finally {
    await alive?.dismiss()
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}
