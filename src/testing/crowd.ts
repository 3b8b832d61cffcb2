/** Many processes write to the same few accounts at once, and fight over the same ids, holds and reversals. */
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { accountCode, accountFlag, createLedger, houseAccount, type Ledger, type TransferResult } from '#modules/ledger'
import { openDatabase, type Query } from '#platform/database'
import { testDatabase } from './cluster.ts'
import { type Fight, moving, type Outcome, type Task, type Told } from './crowd/plan.ts'

export interface CrowdReport {
  readonly seed: number
  /** Of each contested thing, what all the processes were answered, sorted. */
  readonly fights: ReadonlyMap<Fight, readonly (readonly TransferResult[])[]>
  /** Money of the customers before and after, and what the well held and gave. */
  readonly before: bigint
  readonly after: bigint
  readonly given: bigint
  /** As PostgreSQL counts them. */
  readonly deadlocks: number
  readonly breach: string | null
}

const contested = 40
const wellHolds = 1_000n

/** Accounts, and what is fought over. */
const prepare = async (db: Query, ledger: Ledger) => {
  const at = new Date()
  await ledger.open()
  const ids = Array.from({ length: 7 }, () => randomUUID())
  const [shy, well, ...hot] = ids
  const flags = accountFlag.debitsMustNotExceedCredits
  await ledger.createAccounts(
    db,
    ids.map((id, index) => ({
      id,
      ledger: 356,
      code: accountCode.current,
      flags: index === 2 ? flags | accountFlag.history : flags,
    })),
    at,
  )
  const opening = houseAccount('opening', 'INR')
  const some = () => Array.from({ length: contested }, (_, index) => [hot[index % 5], hot[(index + 1) % 5]] as const)
  const posted = some().map(([debit, credit]) => moving(randomUUID(), debit, credit, 7n))
  const holds = some().map(([debit, credit]) => ({
    ...moving(randomUUID(), debit, credit, 5n),
    kind: 'pending' as const,
  }))
  const shared = some().map(([debit, credit]) => moving(randomUUID(), debit, credit, 3n))
  const funds = [
    ...hot.map((id) => moving(randomUUID(), opening, id, 1_000_000n)),
    moving(randomUUID(), opening, well, wellHolds),
  ]
  const results = await ledger.createTransfers(db, [...funds, ...posted, ...holds])
  if (results.some((result) => result !== 'ok')) throw new Error('the crowd could not be prepared')
  return { ids, hot, shy, well, shared, holds: holds.map(({ id }) => id), posted: posted.map(({ id }) => id) }
}

const runProcess = (task: Task): Promise<readonly Outcome[]> =>
  new Promise((resolve, reject) => {
    const program = fileURLToPath(new URL('crowd/crowd-process.ts', import.meta.url))
    const child = fork(program, [], { execArgv: ['--disable-warning=ExperimentalWarning'], serialization: 'advanced' })
    let told: Told | undefined
    child.on('message', (message: Told) => {
      told = message
    })
    child.on('error', reject)
    // Its connections are closed by now, so that the server has counted what happened on them.
    child.on('exit', (code) => {
      if (told && 'outcomes' in told) resolve(told.outcomes)
      else reject(new Error(told?.failure ?? `a process of the crowd ended with code ${code}`))
    })
    child.send(task)
  })

const gather = (outcomes: readonly Outcome[]) => {
  const fights = new Map<Fight, Map<string, TransferResult[]>>()
  for (const { fight, over, result } of outcomes) {
    const things = fights.get(fight) ?? new Map<string, TransferResult[]>()
    fights.set(fight, things.set(over, [...(things.get(over) ?? []), result]))
  }
  return new Map([...fights].map(([fight, things]) => [fight, [...things.values()].map((results) => results.sort())]))
}

const moneyOf = async (ledger: Ledger, ids: readonly string[]) =>
  [...(await ledger.balances(ids)).values()].reduce((sum, { balance }) => sum + balance, 0n)

/** Lets a crowd loose on a database of its own. */
export const runCrowd = async (options: { processes: number; rounds: number; seed: number }): Promise<CrowdReport> => {
  const { processes, rounds, seed } = options
  const connection = await testDatabase()
  const db = openDatabase(connection, 3)
  try {
    const ledger = createLedger(db, () => new Date())
    const { ids, ...things } = await prepare(db, ledger)
    const before = await moneyOf(ledger, ids)
    const tasks = Array.from({ length: processes }, (_, process) => ({
      connection,
      process,
      rounds,
      seed: seed + process,
      ...things,
    }))
    const outcomes = (await Promise.all(tasks.map(runProcess))).flat()
    const [{ given }] = await db.query<{ given: bigint }>(
      'select coalesce(sum(amount), 0)::bigint as given from ledger.transfer where debit_account = $1',
      [things.well],
    )
    const [{ deadlocks }] = await db.query<{ deadlocks: bigint }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    )
    const { breach } = await ledger.prove()
    return {
      seed,
      fights: gather(outcomes),
      before,
      after: await moneyOf(ledger, ids),
      given,
      deadlocks: Number(deadlocks),
      breach: breach && `${breach.rule}: ${breach.offender} ${breach.detail}`,
    }
  } finally {
    await db.close()
  }
}
