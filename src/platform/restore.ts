/** Brings a backup into an empty database, in one transaction: all of it and proved, or nothing. */

import type { BackupHeader, TableOfBackup } from './backup/header.ts'
import { databaseWithin } from './backup/one-transaction.ts'
import { checkBackupFile, type OpenBackup, openBackupFile } from './backup/read-file.ts'
import { listTables, qualified, quote, setRulesAside } from './catalog.ts'
import { type Database, isSqlError, type Query, type Tx } from './database.ts'
import { prepareFlood } from './flood.ts'
import { prepareInstallation } from './installation.ts'
import { applySteps, type Step } from './migrate.ts'
import { PlainError } from './plain-errors.ts'
import type { Progress } from './progress.ts'
import { prepareDataKeys } from './sealing/data-keys.ts'

export type { BackupHeader }

export interface CheckOptions {
  /** Absolute path. */
  readonly file: string
  /** The migrations of this code. */
  readonly steps: readonly Step[]
  readonly progress: Progress
  readonly signal: AbortSignal
}

export interface RestoreOptions extends CheckOptions {
  readonly db: Database
  /** Throws where the books are not right; it sees what is restored, and nobody else does yet. */
  readonly prove: (db: Database) => Promise<void>
}

const assertKnown = (file: string, header: BackupHeader, steps: readonly Step[]) => {
  const known = new Map(steps.map((step) => [`${step.module}/${step.file}`, step.checksum]))
  for (const { module, file: migration, checksum } of header.migrations) {
    const name = `${module}/${migration}`
    if (!known.has(name))
      throw new PlainError(
        `${file} was made by a newer version of Bankserver: this one does not know the migration ${name}. Restore it with that version.`,
      )
    if (known.get(name) !== checksum)
      throw new PlainError(
        `${file} was made with another migration ${name} than the one here. Restore it with the version that made it.`,
      )
  }
}

/** Reads the whole file and compares its checksums, touching nothing. Throws PlainError when it cannot be restored here. */
export const checkBackup = async ({ file, steps, progress, signal }: CheckOptions): Promise<BackupHeader> => {
  await progress.step('Checking the file', (report) => checkBackupFile(file, report, signal))
  const { header, close } = await openBackupFile(file, () => {})
  await close()
  assertKnown(file, header, steps)
  return header
}

/** A database with any of the bank's schemas in it is somebody's bank, or half of something that is not ours. */
const assertEmpty = async (db: Query, schemas: readonly string[]) => {
  const found = await db.query('select from pg_namespace where nspname = any ($1) limit 1', [schemas])
  if (found.length > 0) throw notEmpty()
}

const notEmpty = () =>
  new PlainError(
    'The database holds a bank already; a backup is restored into an empty one alone. Empty the data folder with npm run reset, or name an empty database in DATABASE_URL.',
  )

/** The tables as they were when the backup was made, and empty: some migrations write rows, which the backup has too. */
const makeTables = async (tx: Tx, header: BackupHeader, steps: readonly Step[]) => {
  const had = new Set(header.migrations.map(({ module, file }) => `${module}/${file}`))
  const wanted = steps.filter(({ module, file }) => had.has(`${module}/${file}`))
  await applySteps(tx, wanted)
  await prepareInstallation(tx)
  await prepareDataKeys(tx)
  await prepareFlood(tx)
}

const assertPlaces = async (tx: Query, header: BackupHeader, schemas: readonly string[]) => {
  const here = new Map((await listTables(tx, schemas)).map((table) => [qualified(table), new Set(table.columns)]))
  for (const table of header.tables) {
    const columns = here.get(qualified(table))
    const missing = columns ? table.columns.find((column) => !columns.has(column)) : ''
    if (missing !== undefined)
      throw new PlainError(
        `The backup has ${missing && `the column ${missing} of `}the table ${table.schema}.${table.name}, which no migration makes. It cannot be restored.`,
      )
  }
}

const duplicateSchema = '42P06'

const copyText = (table: TableOfBackup) =>
  `copy ${qualified(table)} (${table.columns.map(quote).join(', ')}) from stdin`

const load = async (tx: Tx, backup: OpenBackup, signal: AbortSignal) => {
  const { header } = backup
  // One at a time: there are no foreign keys between them now, and each may have a trigger of its own.
  for (const table of header.tables) await tx.script(`truncate ${qualified(table)}`)
  for await (const { table, rows } of backup.tables()) await tx.copyIn(copyText(table), stoppable(rows, signal))
  for (const { schema, name, value, isCalled } of header.sequences)
    await tx.query('select setval(format($1, $2::text, $3::text)::regclass, $4, $5)', [
      '%I.%I',
      schema,
      name,
      value,
      isCalled,
    ])
}

async function* stoppable(rows: AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
  for await (const bytes of rows) {
    signal.throwIfAborted()
    yield bytes
  }
}

const fill = async (tx: Tx, { file, steps, progress, signal }: RestoreOptions, schemas: readonly string[]) => {
  const restoreRules = await setRulesAside(tx, schemas)
  await progress.step('Loading the rows', async (report) => {
    const backup = await openBackupFile(file, report)
    try {
      await assertPlaces(tx, backup.header, schemas)
      await load(tx, backup, signal)
    } finally {
      await backup.close()
    }
  })
  await progress.step('Checking what belongs together', restoreRules)
  await progress.step('Bringing it to this version', () => applySteps(tx, steps))
  await tx.script('analyze')
}

/**
 * Restores a backup whose file checkBackup has read. Nobody sees anything of it before it is proved; whatever goes wrong
 * leaves the database empty. Throws PlainError when the database is not empty.
 */
export const restoreBackup = async (header: BackupHeader, options: RestoreOptions): Promise<void> => {
  const { db, steps, progress, prove } = options
  const schemas = [...new Set(['platform', ...steps.map(({ module }) => module)])]
  await assertEmpty(db, schemas)
  const work = async (tx: Tx) => {
    // The level that the proof asks for: it cannot be changed later.
    await tx.script(
      "set transaction isolation level repeatable read; set local maintenance_work_mem = '128MB'; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0",
    )
    await progress.step('Making the tables', () => makeTables(tx, header, steps))
    // Modules that came since have no tables yet.
    await fill(tx, options, ['platform', ...new Set(header.migrations.map(({ module }) => module))])
    await progress.step('Proving the books', () => prove(databaseWithin(tx)))
  }
  await db.transaction(work).catch((error) => {
    // A bank that was started on the database in the same moment made its schemas first.
    throw isSqlError(error) && error.code === duplicateSchema ? notEmpty() : error
  })
}
