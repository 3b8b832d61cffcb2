/** The bank's database, for commands that work on it without a running bank. */
import type { Config, GivenSecrets } from '#platform/config'
import { openDataFolder } from '#platform/data-folder'
import type { Connection } from '#platform/database'
import { checkDatabase, parseDatabaseUrl } from '#platform/external-database'
import { findRunning, startPostgres } from '#platform/postgres'

/** `stop` ends what was started for this alone. */
export interface Reached {
  readonly connection: Connection
  readonly stop: () => Promise<void>
}

/** The database of the settings: an external one, that of the running bank, or the built-in one started for this alone. */
export const reachDatabase = async (config: Config, given: GivenSecrets): Promise<Reached> => {
  if (given.databaseUrl !== undefined) {
    const connection = parseDatabaseUrl(given.databaseUrl)
    await checkDatabase(connection)
    return { connection, stop: async () => {} }
  }
  const running = await findRunning(config.dataFolder)
  if (running) return { connection: running, stop: async () => {} }
  await openDataFolder(config.dataFolder)
  return startPostgres({ dataFolder: config.dataFolder, durability: 'full' })
}
