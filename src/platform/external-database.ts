import pg from 'pg'
import type { Connection } from './database.ts'
import { PlainError } from './plain-errors.ts'

/** The parts of DATABASE_URL; `sslmode` other than disable asks for an encrypted connection with a valid certificate. */
export function parseDatabaseUrl(databaseUrl: string): Connection {
  const url = new URL(databaseUrl)
  const sslMode = url.searchParams.get('sslmode') ?? 'disable'
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 5432 : Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ssl: sslMode !== 'disable',
  }
}

const oldestVersion = 18
const patienceMs = 10_000

/**
 * Connects once to the database of DATABASE_URL and gives back its version. Throws PlainError when it is too old, and the
 * driver's or the system's error, which explainPlainly knows, when it cannot be reached.
 */
export async function checkDatabase(connection: Connection): Promise<string> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: patienceMs })
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
    return assertRecent(rows[0]?.version ?? 'unknown')
  } catch (error) {
    if (error instanceof Error && /timeout|terminated unexpectedly/i.test(error.message)) {
      throw new PlainError(`The database is unreachable: ${error.message}. Check DATABASE_URL and the network.`)
    }
    throw error
  } finally {
    await client.end()
  }
}

/** Gives the version back; throws PlainError when the bank has not been tried on one that old. */
export function assertRecent(version: string): string {
  if (Number.parseInt(version, 10) >= oldestVersion) return version
  throw new PlainError(
    `The database of DATABASE_URL is PostgreSQL ${version}; Bankserver needs ${oldestVersion} or newer. Upgrade it, or leave DATABASE_URL out to use the built-in one.`,
  )
}
