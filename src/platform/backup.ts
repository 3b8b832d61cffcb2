/** Writes a bank's database to one file while the bank runs: one snapshot of every table, compressed, with checksums. */
import type { Stats } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BackupHeader, TableOfBackup } from './backup/header.ts'
import { checkBackupFile, openBackupFile } from './backup/read-file.ts'
import { writeBackupFile } from './backup/write-file.ts'
import { listSequences, listTables, qualified, quote } from './catalog.ts'
import type { Database, Query, Tx } from './database.ts'
import { appliedSteps } from './migrate.ts'
import { PlainError } from './plain-errors.ts'
import type { Progress } from './progress.ts'

export interface BackupOptions {
  readonly db: Database
  /** Absolute path. While it is written the file is called FILE.partial. */
  readonly file: string
  /** Whether an existing file is replaced. */
  readonly isForced: boolean
  readonly madeAt: Date
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** What a backup holds. */
export interface BackupSummary {
  readonly rows: number
  readonly tables: number
  readonly bytes: number
}

// As text travels between servers of different settings.
const settings = `
  set transaction isolation level repeatable read, read only;
  set local datestyle = iso; set local intervalstyle = postgres; set local extra_float_digits = 1; set local timezone = utc;
  set local bytea_output = hex; set local statement_timeout = 0; set local lock_timeout = 0;
  set local idle_in_transaction_session_timeout = 0; set local row_security = off`

const look = (path: string): Promise<Stats | undefined> =>
  stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw error
  })

const assertPlace = async (file: string, isForced: boolean) => {
  const folder = await look(dirname(file))
  if (!folder?.isDirectory()) throw new PlainError(`There is no folder ${dirname(file)} to write a backup into.`)
  const there = await look(file)
  if (there && !there.isFile()) throw new PlainError(`${file} is not a file. Choose another name.`)
  if (there && !isForced)
    throw new PlainError(`${file} is there already. Choose another name, or add --force to replace it.`)
}

/** The schemas of the bank: the platform's, and those of the modules, which have their names. */
const schemasOf = (steps: BackupHeader['migrations']) => ['platform', ...new Set(steps.map(({ module }) => module))]

const readInstallation = async (tx: Query): Promise<BackupHeader['installation']> => {
  const [there] = await tx.query<{ is: boolean }>(`select to_regclass('platform.installation') is not null as is`)
  if (!there?.is) return null
  const [made] = await tx.query<{ mode: 'demo' | 'production'; secretCheck: string }>(
    'select mode, secret_check as "secretCheck" from platform.installation',
  )
  return made ?? null
}

/**
 * Describes what the transaction's snapshot holds, and keeps others from altering the tables meanwhile. Some forms of
 * ALTER TABLE empty a table for older snapshots, so one that came in between is looked for on another connection.
 */
const describe = async (db: Database, tx: Tx, madeAt: Date): Promise<BackupHeader> => {
  const migrations = await appliedSteps(tx)
  const schemas = schemasOf(migrations)
  const tables = await listTables(tx, schemas)
  await tx.script(`lock table ${tables.map(qualified).join(', ')} in access share mode`)
  if ((await appliedSteps(db)).length !== migrations.length)
    throw new PlainError('Another version of the bank is just changing the tables. Try again in a moment.')
  const [server] = await tx.query<{ version: string }>(`select current_setting('server_version') as version`)
  const [installation, sequences] = [await readInstallation(tx), await listSequences(tx, schemas)]
  return { madeAt: madeAt.toISOString(), postgres: server?.version ?? '', installation, migrations, sequences, tables }
}

const copyText = (table: TableOfBackup) =>
  `copy (select ${table.columns.map(quote).join(', ')} from ${qualified(table)}) to stdout`

/** For the progress alone: the server's own guess. */
const guessRows = async (tx: Query, schemas: readonly string[]): Promise<number> => {
  const [guess] = await tx.query<{ rows: number }>(
    `select coalesce(sum(greatest(reltuples, 0)), 0)::float8 as rows from pg_class
      where relkind = 'r' and relnamespace = any ($1::text[]::regnamespace[])`,
    [schemas],
  )
  return guess?.rows ?? 0
}

const writeSnapshot = ({ db, progress, madeAt, signal }: BackupOptions, path: string) =>
  db.transaction(async (tx) => {
    await tx.script(settings)
    const header = await describe(db, tx, madeAt)
    const total = await guessRows(tx, schemasOf(header.migrations))
    let rows = 0
    await progress.step('Writing the backup', (report) => {
      const onRows = (count: number) => {
        rows += count
        report(Math.min(rows, total), total)
      }
      return writeBackupFile(path, header, (table) => tx.copyOut(copyText(table)), onRows, signal)
    })
    return { rows, tables: header.tables.length }
  })

/** Reads every byte back, as a restore will. */
const readBack = async (path: string, { progress, signal }: BackupOptions): Promise<void> =>
  progress.step('Reading it back', async (report) => {
    await checkBackupFile(path, report, signal)
    const backup = await openBackupFile(path, report)
    try {
      for await (const { rows } of backup.tables()) for await (const _ of rows) signal.throwIfAborted()
    } finally {
      await backup.close()
    }
  })

const syncFolder = async (folder: string) => {
  await using handle = await open(folder)
  await handle.sync()
}

/**
 * Writes a backup of the database; the bank may run on it. The file gets its name when it is whole, on the disk and read
 * back. Throws PlainError when the file exists.
 */
export const writeBackup = async (options: BackupOptions): Promise<BackupSummary> => {
  const { file, isForced } = options
  const partial = `${file}.partial`
  await assertPlace(file, isForced)
  try {
    const written = await writeSnapshot(options, partial)
    await readBack(partial, options)
    const { size } = await stat(partial)
    await assertPlace(file, isForced)
    await rename(partial, file)
    await syncFolder(dirname(file))
    return { ...written, bytes: size }
  } catch (error) {
    // On a full disk the half of a backup would be what fills it.
    await rm(partial, { force: true })
    throw error
  }
}
