import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Connection } from '#platform/database'
import { startPostgres } from '#platform/postgres'
import { prepareTemplate } from './template.ts'

const template = 'template_bank'
const clusterArgument = '--cluster='

/** A server for tests alone, with a migrated template in it. It forgets everything when it stops. */
export type Cluster = {
  /** What a test process is given on its command line to find this server. */
  argument: string
  stop(): Promise<void>
}

/** Starts the one server of a test run in a temporary folder. It goes with this process, whatever happens. */
export async function startCluster(): Promise<Cluster> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'bank-test-'))
  const server = await startPostgres({ dataFolder, durability: 'none', isTemporary: true })
  await createDatabase(server.connection, template, 'template1')
  await prepareTemplate({ ...server.connection, database: template })
  const file = join(dataFolder, 'cluster.json')
  await writeFile(file, JSON.stringify(server.connection), { mode: 0o600 })
  return { argument: `${clusterArgument}${file}`, stop: server.stop }
}

let found: Promise<Connection> | undefined

/**
 * A new database with all tables and nobody in it, copied from the template in some 50 ms. A test file that is run alone
 * starts a server of its own, which goes when its process ends.
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
  const database = `test_${randomBytes(8).toString('hex')}`
  await createDatabase(cluster, database, from)
  return { ...cluster, database }
}

async function findCluster(): Promise<Connection> {
  const given = process.argv.find((argument) => argument.startsWith(clusterArgument))
  const { argument } = given === undefined ? await startCluster() : { argument: given }
  return JSON.parse(await readFile(argument.slice(clusterArgument.length), 'utf8'))
}

async function createDatabase(server: Connection, name: string, from: string): Promise<void> {
  const client = new pg.Client({ ...server, database: 'postgres' })
  await client.connect()
  try {
    await client.query(`create database ${name} template ${from}`)
  } finally {
    await client.end()
  }
}
