import { readdir } from 'node:fs/promises'
import { type Connection, openDatabase } from '#platform/database'
import { migrate } from '#platform/migrate'

const modules = new URL('../modules/', import.meta.url)
const order = ['audit', 'identity', 'ledger', 'products', 'fraud', 'payments']

/** Brings an empty database to what a bank finds at its first start: every table, nobody in it. */
export async function prepareTemplate(connection: Connection): Promise<void> {
  const database = openDatabase(connection, 1)
  try {
    await migrate(database, modules, await withMigrations(order))
  } finally {
    await database.close()
  }
}

async function withMigrations(names: string[]): Promise<string[]> {
  const found: string[] = []
  for (const name of names) {
    const files = await readdir(new URL(`${name}/migrations/`, modules)).catch(() => [])
    if (files.length > 0) found.push(name)
  }
  return found
}
