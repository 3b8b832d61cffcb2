/** Brings the database to the version of this code: plain SQL files, each applied once, in the order of the modules. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, isSqlError, type Query, type Tx } from '#platform/database'

/** Thrown where the data was made by another version of the code than this one can serve. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/** A migration file as the database remembers it; the checksum is the SHA-256 of its text, in hex. */
export interface StepName {
  readonly module: string
  readonly file: string
  readonly checksum: string
}

/** A migration file of this code. */
export interface Step extends StepName {
  readonly sql: string
}

/** The migrations of this code, in the order in which an empty database gets them. */
export const readSteps = async (modules: URL, order: readonly string[]): Promise<Step[]> => {
  const steps: Step[] = []
  for (const module of order) {
    const folder = new URL(`${module}/migrations/`, modules)
    const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
    for (const file of files) {
      const sql = await readFile(new URL(file, folder), 'utf8')
      steps.push({ module, file, sql, checksum: createHash('sha256').update(sql).digest('hex') })
    }
  }
  return steps
}

/** Two servers that start together must not both migrate; the number is "bank" in ASCII. */
const migrationLock = 0x62616e6b

const prepare = async (tx: Tx) => {
  await tx.query(`select pg_advisory_xact_lock(${migrationLock})`)
  await tx.query('create schema if not exists platform')
  await tx.query(`create table if not exists platform.migration (
    module text not null, file text not null, checksum text not null,
    applied_at timestamptz not null default now(), primary key (module, file))`)
}

/** The migrations that a database has had. */
export const appliedSteps = (db: Query): Promise<StepName[]> =>
  db.query('select module, file, checksum from platform.migration order by module, file')

const check = (steps: readonly Step[], applied: readonly StepName[]) => {
  const known = new Map(steps.map((step) => [`${step.module}/${step.file}`, step]))
  for (const row of applied) {
    const step = known.get(`${row.module}/${row.file}`)
    if (!step)
      throw new MigrationError(
        `The database has the migration ${row.module}/${row.file}, which this version does not know: the data was made by a newer version of Bankserver. Start that version instead.`,
      )
    if (step.checksum !== row.checksum)
      throw new MigrationError(
        `The migration ${row.module}/${row.file} was changed after it had been applied. Restore the file; changes belong in a new one.`,
      )
  }
}

// A server of the version before may go on beside this. Whoever waits for a whole table makes everyone else wait behind it, so
// the wait is short, and shorter than deadlock_timeout: of two that wait for each other it is the migration that steps back.
const lockPatienceMs = 200
const tries = 150

/** Whether somebody was in the way: a lock that was not to be had in time, or a deadlock. */
const wasInTheWay = (error: unknown) => isSqlError(error) && (error.code === '55P03' || error.code === '40P01')

/** Applies those of the steps that the database has not had, and answers how many they were. Throws MigrationError. */
export const applySteps = async (tx: Tx, steps: readonly Step[]): Promise<number> => {
  await prepare(tx)
  await tx.script(`set local lock_timeout = ${lockPatienceMs}`)
  const applied = await appliedSteps(tx)
  check(steps, applied)
  const done = new Set(applied.map((row) => `${row.module}/${row.file}`))
  const missing = steps.filter((step) => !done.has(`${step.module}/${step.file}`))
  for (const step of missing) {
    await tx.script(step.sql)
    await tx.query('insert into platform.migration (module, file, checksum) values ($1, $2, $3)', [
      step.module,
      step.file,
      step.checksum,
    ])
  }
  return missing.length
}

/**
 * Applies what is missing, all or nothing, and answers how many steps that were. While the tables are in use it tries again for
 * about a minute. Throws MigrationError.
 */
export const migrate = async (database: Database, modules: URL, order: readonly string[]): Promise<number> => {
  const steps = await readSteps(modules, order)
  for (let left = tries; left > 0; left--) {
    try {
      return await database.transaction((tx) => applySteps(tx, steps))
    } catch (error) {
      if (!wasInTheWay(error)) throw error
      await sleep(lockPatienceMs)
    }
  }
  throw new MigrationError(
    'The tables are in use by somebody who does not let go of them, so they could not be brought to this version. Nothing was changed. End long transactions, or stop the other servers, and start again.',
  )
}
