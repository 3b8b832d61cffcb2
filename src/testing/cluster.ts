import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Connection } from '#platform/database'
import { startPostgres } from '#platform/postgres'
import { prepareTemplate } from './template.ts'

const template = 'template_bank'
const clusterArgument = '--cluster='

// Where Linux keeps files in memory. Thousands of short-lived databases are no work for a disk.
const memoryFolder = '/dev/shm'
const enoughMemory = 8 * 2 ** 30

/** A server for tests alone, with a migrated template in it. It forgets everything when it stops. */
export type Cluster = {
  /** What a test process is given on its command line to find this server. */
  argument: string
  /** Drops the databases of test processes that have ended. Only the runner of the tests calls it. */
  sweep(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the one server of a test run in a temporary folder, `inMemory` where there is enough of it. It goes with this process,
 * whatever happens.
 */
export async function startCluster({ inMemory = false } = {}): Promise<Cluster> {
  const dataFolder = await mkdtemp(join(inMemory && (await hasMemory()) ? memoryFolder : tmpdir(), 'bank-test-'))
  const server = await startPostgres({ dataFolder, durability: 'none', isTemporary: true })
  await createDatabase(server.connection, template, 'template1')
  await prepareTemplate({ ...server.connection, database: template })
  const file = join(dataFolder, 'cluster.json')
  await writeFile(file, JSON.stringify(server.connection), { mode: 0o600 })
  return { argument: `${clusterArgument}${file}`, sweep: () => dropLeftDatabases(server.connection), stop: server.stop }
}

async function hasMemory(): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(memoryFolder)
    return bavail * bsize >= enoughMemory
  } catch {
    return false
  }
}

let found: Promise<Connection> | undefined

/**
 * A new database with all tables and nobody in it, copied from the template. A test file that is run alone starts a server of its
 * own, which goes when its process ends.
 */
export function testDatabase(): Promise<Connection> {
  return newDatabase(template)
}

/** A new database without any table, for tests of the migrations. */
export function emptyDatabase(): Promise<Connection> {
  return newDatabase('template1')
}

async function newDatabase(from: string): Promise<Connection> {
  found ??= findCluster()
  const cluster = await found
  const database = `test_${process.pid}_${randomBytes(8).toString('hex')}`
  await createDatabase(cluster, database, from)
  return { ...cluster, database }
}

async function findCluster(): Promise<Connection> {
  const given = process.argv.find((argument) => argument.startsWith(clusterArgument))
  const { argument } = given === undefined ? await startCluster() : { argument: given }
  return JSON.parse(await readFile(argument.slice(clusterArgument.length), 'utf8'))
}

function createDatabase(server: Connection, name: string, from: string): Promise<void> {
  return onServer(server, async (client) => {
    // A thousand small files are copied faster than they are written to the log page by page.
    await client.query(`create database ${name} template ${from} strategy file_copy`)
  })
}

/** Each is as large as the template and is looked at by autovacuum again and again: left alone, they slow down whoever comes later. */
function dropLeftDatabases(server: Connection): Promise<void> {
  return onServer(server, async (client) => {
    const { rows } = await client.query<{ name: string; pid: number }>(
      `select datname as name, split_part(datname, '_', 2)::integer as pid from pg_database where datname ~ '^test_[0-9]+_'`,
    )
    for (const { name } of rows.filter(({ pid }) => !isRunning(pid))) {
      // What a test process started may go on for a moment after it; the next sweep takes that one.
      await client.query(`drop database if exists ${name}`).catch(() => {})
    }
  })
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function onServer(server: Connection, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ ...server, database: 'postgres' })
  await client.connect()
  try {
    await use(client)
  } finally {
    await client.end()
  }
}
