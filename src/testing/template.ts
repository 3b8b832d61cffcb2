import { type Connection, openDatabase } from '#platform/database'

/** Brings an empty database to what a bank finds at its first start: every table, nobody in it. */
export async function prepareTemplate(connection: Connection): Promise<void> {
  // Loaded only here: most test processes copy a template that is there already, and need not know the whole bank.
  const { migrateBank } = await import('../app.ts')
  const database = openDatabase(connection, 1)
  try {
    await migrateBank(database)
  } finally {
    await database.close()
  }
}
