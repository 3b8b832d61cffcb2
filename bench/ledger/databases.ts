import { randomBytes } from 'node:crypto'
import { type Connection, type Database, openDatabase } from '#platform/database'

/** A database of one run, gone with it. */
export interface RunDatabase {
  readonly connection: Connection
  [Symbol.asyncDispose](): Promise<void>
}

/** The databases of a benchmark on one server, none of which sees another's tables. */
export interface Databases {
  readonly admin: Database
  /** Makes a database, empty or as a copy of another, and lets `prepare` fill it. */
  make(
    name: string,
    from?: string,
    prepare?: (db: Database, connection: Connection) => Promise<void>,
  ): Promise<Connection>
  /** Writes out what others changed, so that the next does not pay for it. */
  checkpoint(): Promise<void>
  /**
   * A copy that is dropped when it is disposed of. All its pages are in the log since the last checkpoint, so that none has to be
   * logged whole again when it changes: a short run then is like one of many in the long time between two checkpoints.
   */
  copy(of: string): Promise<RunDatabase>
  drop(name: string): Promise<void>
  /** Drops all that is left. */
  close(): Promise<void>
}

/** Needs a role that may make databases. Names get a random beginning, so that two benchmarks can share a server. */
export const openDatabases = (server: Connection): Databases => {
  const prefix = `bench_${randomBytes(4).toString('hex')}`
  const admin = openDatabase({ ...server, database: 'postgres' }, 1)
  const made = new Set<string>()
  let copies = 0

  const make: Databases['make'] = async (name, from, prepare) => {
    const connection = { ...server, database: `${prefix}_${name}` }
    await admin.query(
      `create database ${connection.database} template ${from ? `${prefix}_${from}` : 'template1'} strategy wal_log`,
    )
    made.add(name)
    if (!prepare) return connection
    const db = openDatabase(connection, 1)
    try {
      await prepare(db, connection)
    } finally {
      await db.close()
    }
    return connection
  }

  const checkpoint = async () => {
    await admin.query('checkpoint')
  }

  const drop = async (name: string) => {
    await admin.query(`drop database if exists ${prefix}_${name} with (force)`)
    made.delete(name)
  }

  return {
    admin,
    make,
    drop,
    checkpoint,
    copy: async (of) => {
      await checkpoint()
      const name = `run_${++copies}`
      const connection = await make(name, of)
      return { connection, [Symbol.asyncDispose]: () => drop(name) }
    },
    close: async () => {
      for (const name of made) await drop(name)
      await admin.close()
    },
  }
}
