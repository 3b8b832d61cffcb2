import { chown, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Connection } from './database.ts'
import { PlainError } from './plain-errors.ts'
import { findPostgresBinaries, type PostgresBinaries } from './postgres/binaries.ts'
import {
  adoptDatabase,
  explainEnd,
  explainUnasked,
  isThere,
  makeDatabase,
  makeSocketFolder,
  ownerRole,
  type Place,
  placeOf,
  readPassword,
  waitUntilFree,
} from './postgres/folder.ts'
import { type Supervised, supervise } from './postgres/process.ts'
import { type Durability, serverArguments } from './postgres/settings.ts'
import { chooseServerUser, type ServerUser } from './postgres/user.ts'
import { isAlive, readPostmaster } from './postmaster-file.ts'

export type PostgresOptions = {
  /** The bank's data folder; the database lives in its folder `postgres`, its output in `postgres.log`. */
  dataFolder: string
  durability: Durability
  /** Told what is being done when it takes long: making the database, recovering after a crash. */
  onProgress?: (what: string) => void
  /** For tests: the data folder goes when the server goes, and the server does not keep this process alive. */
  isTemporary?: boolean
}

export type RunningPostgres = {
  /** Its host is the folder of the socket. */
  connection: Connection
  /** Whether this start made the database. */
  wasCreated: boolean
  /** The server's version, such as '18.4'. */
  version: string
  /** Settles when the server is gone, asked or not. */
  exited: Promise<{ code: number | null }>
  /** Why it is gone although nobody asked. */
  explainEnd(): Promise<PlainError>
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const database = 'bank'
const port = 5432
const startPatienceMs = 120_000
const stopPatienceMs = 12_000
const leavingPatienceMs = 15_000

/**
 * Starts the packaged PostgreSQL on a data folder, making the database on the first start. It listens on a socket alone and
 * never outlives this process. Throws PlainError when the folder is in use, not reachable, or of another version.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { dataFolder, durability, onProgress = () => {}, isTemporary = false } = options
  const place = await placeOf(dataFolder)
  const binaries = await findPostgresBinaries()
  await waitUntilFree(place)
  const user = await chooseServerUser(binaries.postgres, place.data)
  const wasCreated = !(await isThere(join(place.folder, 'PG_VERSION')))
  if (wasCreated) await makeDatabase(place, binaries, user, durability, onProgress)
  else await adoptDatabase(place, user)
  const connection = { host: '', port, user: ownerRole, password: await readPassword(place), database }
  const { server, socketFolder } = await launchWhenLeft({ place, binaries, user, durability, isTemporary, onProgress })
  try {
    const version = await ensureDatabase({ ...connection, host: socketFolder })
    if (isTemporary) server.unref()
    const stop = () => server.stop(stopPatienceMs)
    return {
      connection: { ...connection, host: socketFolder },
      wasCreated,
      version,
      exited: server.exited,
      explainEnd: () => explainUnasked(place),
      stop,
      [Symbol.asyncDispose]: stop,
    }
  } catch (error) {
    await server.stop(stopPatienceMs)
    throw error
  }
}

/**
 * The connection to the server that runs on a data folder, or undefined when none does. One that is starting is waited for; one that
 * is stopping, because its bank has ended, counts as gone.
 */
export async function findRunning(dataFolder: string): Promise<Connection | undefined> {
  if (!(await isThere(dataFolder))) return undefined
  const place = await placeOf(dataFolder)
  for (let waitedMs = 0; ; waitedMs += 50) {
    const postmaster = await readPostmaster(place.folder)
    if (postmaster === undefined || postmaster.status === 'stopping') return undefined
    if (!(await isAlive(postmaster, place.folder))) return undefined
    if (postmaster.status === 'ready' || waitedMs >= startPatienceMs) {
      const password = await readPassword(place)
      return { host: postmaster.socketFolder, port: postmaster.port, user: ownerRole, password, database }
    }
    await sleep(50)
  }
}

type Launch = {
  place: Place
  binaries: PostgresBinaries
  user: ServerUser
  durability: Durability
  isTemporary: boolean
  onProgress: (what: string) => void
}
type Launched = { server: Supervised; socketFolder: string }

/**
 * Launches a server and waits until it is ready. After a server was killed, its processes end by themselves as soon as they look; until
 * the last one has, PostgreSQL refuses to start, and rightly so.
 */
async function launchWhenLeft(needs: Launch): Promise<Launched> {
  for (let waitedMs = 0; ; waitedMs += 250) {
    const launched = await launch(needs)
    try {
      await waitUntilReady(needs.place, launched.server, needs.onProgress)
      return launched
    } catch (error) {
      await launched.server.stop(stopPatienceMs)
      const isStillHeld = error instanceof Error && /pre-existing shared memory block/.test(error.message)
      if (!isStillHeld || waitedMs >= leavingPatienceMs) throw error
      await sleep(250)
    }
  }
}

async function launch({ place, binaries, user, durability, isTemporary }: Launch): Promise<Launched> {
  const socketFolder = await makeSocketFolder(user)
  if (isTemporary && user.owner !== undefined) await chown(place.data, user.owner.uid, user.owner.gid)
  await using log = await open(place.log, 'a', 0o600)
  const server = supervise({
    command: [binaries.postgres, ...serverArguments(durability, place.folder, socketFolder, port)],
    user,
    output: log.fd,
    socketFolder,
    leftover: isTemporary ? place.data : undefined,
  })
  return { server, socketFolder }
}

async function waitUntilReady(place: Place, server: Supervised, onProgress: (what: string) => void): Promise<void> {
  let hasEnded = false
  server.exited.then(
    () => {
      hasEnded = true
    },
    () => {
      hasEnded = true
    },
  )
  for (let waitedMs = 0; waitedMs < startPatienceMs; waitedMs += 20) {
    if ((await readPostmaster(place.folder))?.status === 'ready') return
    if (hasEnded) throw explainEnd(await readEnd(place.log), `PostgreSQL did not start; see ${place.log}`)
    if (waitedMs === 2000) onProgress('The database is putting its files in order after an unclean end')
    await sleep(20)
  }
  throw new PlainError(`PostgreSQL was not ready after ${startPatienceMs / 1000} s; see ${place.log}`)
}

async function readEnd(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).slice(-4000)
}

async function ensureDatabase(connection: Connection): Promise<string> {
  const client = new pg.Client({ ...connection, database: 'postgres' })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${database}`)
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
    return rows[0]?.version ?? ''
  } finally {
    await client.end()
  }
}
