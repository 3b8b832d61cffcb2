/** Databases as earlier versions left them, made by the migration files of their time. */
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Database, openDatabase } from '#platform/database'
import { migrate } from '#platform/migrate'
import { modulesWithTables } from '../../app.ts'
import { emptyDatabase } from '../cluster.ts'

const modulesFolder = fileURLToPath(new URL('../../modules/', import.meta.url))

/** The migration files of a module, in order. */
export const migrationsOf = async (module: string): Promise<{ file: string; number: number; path: string }[]> => {
  const folder = join(modulesFolder, module, 'migrations')
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  return files.map((file) => ({ file, number: Number.parseInt(file, 10), path: join(folder, file) }))
}

/** The versions that a database may be at, the newest last: in each, the modules have their migrations up to that number. */
export const versions = async (): Promise<number[]> => {
  const lists = await Promise.all(modulesWithTables.map(migrationsOf))
  return [...new Set(lists.flat().map(({ number }) => number))].sort((one, other) => one - other)
}

/** A database at a version, with nothing in it. */
export const databaseAt = async (version: number): Promise<Database> => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-old-'))
  try {
    for (const module of modulesWithTables) {
      const target = join(folder, module, 'migrations')
      await mkdir(target, { recursive: true })
      for (const { file, number, path } of await migrationsOf(module))
        if (number <= version) await copyFile(path, join(target, file))
    }
    const db = openDatabase(await emptyDatabase(), 6)
    await migrate(db, pathToFileURL(`${folder}/`), modulesWithTables)
    return db
  } finally {
    await rm(folder, { recursive: true })
  }
}
