/** Brings the database to the version of this code: plain SQL files, each applied once, in the order of the modules. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, isSqlError, type Tx } from '#platform/database'

/** Thrown where the data was made by another version of the code than this one can serve. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

interface Step {
  readonly module: string
  readonly file: string
  readonly sql: string
  readonly checksum: string
}

const readSteps = async (modules: URL, order: readonly string[]): Promise<Step[]> => {
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

const check = (steps: readonly Step[], applied: readonly { module: string; file: string; checksum: string }[]) => {
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

/**
 * Applies what is missing, all or nothing, and answers how many steps that were. While the tables are in use it tries again for
 * about a minute. Throws MigrationError.
 */
export const migrate = async (database: Database, modules: URL, order: readonly string[]): Promise<number> => {
  const steps = await readSteps(modules, order)
  for (let left = tries; left > 0; left--) {
    try {
      return await applyMissing(database, steps)
    } catch (error) {
      if (!wasInTheWay(error)) throw error
      await sleep(lockPatienceMs)
    }
  }
  throw new MigrationError(
    'The tables are in use by somebody who does not let go of them, so they could not be brought to this version. Nothing was changed. End long transactions, or stop the other servers, and start again.',
  )
}

const applyMissing = (database: Database, steps: readonly Step[]): Promise<number> =>
  database.transaction(async (tx) => {
    await prepare(tx)
    await tx.script(`set local lock_timeout = ${lockPatienceMs}`)
    const applied = await tx.query<{ module: string; file: string; checksum: string }>(
      'select module, file, checksum from platform.migration',
    )
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
  })
