/** What the tests of backups share: a folder, both directions, and all that a database holds, to be compared. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { type BackupOptions, writeBackup } from '#platform/backup'
import { listSequences, listTables, qualified } from '#platform/catalog'
import type { Database, Query } from '#platform/database'
import { openDatabase } from '#platform/database'
import type { Step } from '#platform/migrate'
import { silentProgress } from '#platform/progress'
import { checkBackup, restoreBackup } from '#platform/restore'
import { emptyDatabase } from './cluster.ts'

const never = new AbortController().signal

/** A folder that goes with the test file. */
export const testFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-backup-'))
  after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** An empty database that is closed with the block. */
export const openEmpty = async (): Promise<Database & AsyncDisposable> => {
  const db = openDatabase(await emptyDatabase(), 3)
  return { ...db, [Symbol.asyncDispose]: db.close }
}

/** Writes a backup that nobody watches. */
export const backUp = (db: Database, file: string, options: Partial<BackupOptions> = {}) =>
  writeBackup({
    db,
    file,
    isForced: false,
    madeAt: new Date('2026-03-02T09:00:00Z'),
    progress: silentProgress,
    signal: never,
    ...options,
  })

interface Wish {
  readonly db: Database
  readonly file: string
  readonly steps: readonly Step[]
  readonly prove?: (db: Database) => Promise<void>
  readonly signal?: AbortSignal
}

/** Checks and restores, as the command does. */
export const bringBack = async ({ db, file, steps, prove = async () => {}, signal = never }: Wish) => {
  const needs = { file, steps, progress: silentProgress, signal }
  await restoreBackup(await checkBackup(needs), { ...needs, db, prove })
}

/** Every row of every table as text, and where the sequences stand. */
export const contentOf = async (db: Query, schemas: readonly string[]) => {
  const content: Record<string, unknown> = { sequences: await listSequences(db, schemas) }
  for (const table of await listTables(db, schemas)) {
    const columns = [...table.columns].sort().join(', ')
    const rows = await db.query<{ row: string }>(
      `select row(${columns})::text as row from ${qualified(table)} order by 1`,
    )
    content[qualified(table)] = rows.map(({ row }) => row)
  }
  return content
}

const shape = `
  select 'column' as kind, attrelid::regclass::text || '.' || attname as name,
         format('%s %s %s %s', format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated) as detail
    from pg_attribute a join pg_class c on c.oid = attrelid where relnamespace = any ($1::text[]::regnamespace[]) and attnum > 0 and relkind = 'r'
  union all select 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = any ($1::text[]::regnamespace[])
  union all select 'index', indexrelid::regclass::text, format('%s %s', pg_get_indexdef(indexrelid), obj_description(indexrelid))
    from pg_index join pg_class c on c.oid = indexrelid where relnamespace = any ($1::text[]::regnamespace[])
  union all select 'trigger', pg_get_triggerdef(t.oid), tgenabled::text
    from pg_trigger t join pg_class c on c.oid = tgrelid where not tgisinternal and relnamespace = any ($1::text[]::regnamespace[])
  order by 1, 2`

/** How the tables are made: columns, constraints, indexes with their comments, triggers and whether they are awake. */
export const shapeOf = (db: Query, schemas: readonly string[]) => db.query(shape, [schemas])
