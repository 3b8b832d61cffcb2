import { randomBytes } from 'node:crypto'
import { chown, mkdir, mkdtemp, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Connection } from './database.ts'
import { PlainError } from './plain-errors.ts'
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import { runProgram, type Supervised, supervise } from './postgres-process.ts'
import { type Durability, serverArguments } from './postgres-settings.ts'
import { chooseServerUser, type ServerUser } from './postgres-user.ts'
import { isAlive, type Postmaster, readPostmaster } from './postmaster-file.ts'

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
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const role = 'bank'
const database = 'bank'
const port = 5432
const majorVersion = '18'
const startPatienceMs = 120_000
const stopPatienceMs = 12_000
// The system's limit for the path of a socket is 104 bytes on macOS and 108 on Linux.
const longestSocketFolder = 80

type Place = { data: string; folder: string; log: string; passwordFile: string }

async function placeOf(dataFolder: string): Promise<Place> {
  const data = await realpath(dataFolder)
  return {
    data,
    folder: join(data, 'postgres'),
    log: join(data, 'postgres.log'),
    passwordFile: join(data, 'postgres.password'),
  }
}

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
  const wasCreated = !(await exists(join(place.folder, 'PG_VERSION')))
  if (wasCreated) await create(place, binaries, user, durability, onProgress)
  else await adopt(place, user)
  const connection = { host: '', port, user: role, password: await readPassword(place), database }
  const { server, socketFolder } = await launch(place, binaries, user, durability, isTemporary)
  try {
    await waitUntilReady(place, server, onProgress)
    const version = await ensureDatabase({ ...connection, host: socketFolder })
    if (isTemporary) server.unref()
    const stop = () => server.stop(stopPatienceMs)
    return {
      connection: { ...connection, host: socketFolder },
      wasCreated,
      version,
      exited: server.exited,
      stop,
      [Symbol.asyncDispose]: stop,
    }
  } catch (error) {
    await server.stop(stopPatienceMs)
    throw error
  }
}

/** The connection to the server that runs on a data folder, or undefined when none does. */
export async function findRunning(dataFolder: string): Promise<Connection | undefined> {
  if (!(await exists(dataFolder))) return undefined
  const place = await placeOf(dataFolder)
  const postmaster = await readPostmaster(place.folder)
  if (postmaster === undefined || !(await isAlive(postmaster, place.folder))) return undefined
  return {
    host: postmaster.socketFolder,
    port: postmaster.port,
    user: role,
    password: await readPassword(place),
    database,
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}

/** Waits for a server that is on its way out, as after a bank that was killed; refuses one that stays. */
async function waitUntilFree(place: Place): Promise<void> {
  let postmaster: Postmaster | undefined
  for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 50) {
    postmaster = await readPostmaster(place.folder)
    if (postmaster === undefined || !(await isAlive(postmaster, place.folder))) {
      await rm(join(place.folder, 'postmaster.pid'), { force: true })
      return
    }
    if (waitedMs >= 500 && postmaster.status !== 'stopping') break
    await sleep(50)
  }
  throw new PlainError(
    `The data folder ${place.data} is in use by a running Bankserver (database process ${postmaster?.pid}). Stop that one, or set DATA_DIR to another folder.`,
  )
}

/** Makes a new database beside its place and moves it there, so that a start that was cut short leaves no half of one. */
async function create(
  place: Place,
  binaries: PostgresBinaries,
  user: ServerUser,
  durability: Durability,
  onProgress: (what: string) => void,
): Promise<void> {
  onProgress('Making the database')
  const draft = `${place.folder}.new`
  await rm(draft, { recursive: true, force: true })
  await makeFolder(draft, user)
  const password = randomBytes(24).toString('base64url')
  const passwordFile = await makeSocketFolder(user).then((folder) => join(folder, 'password'))
  try {
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (user.owner !== undefined) await chown(passwordFile, user.owner.uid, user.owner.gid)
    await initialize(binaries, user, draft, passwordFile, durability)
  } catch (error) {
    // On a full disk the half-made database would be what fills it.
    await rm(draft, { recursive: true, force: true })
    throw error
  } finally {
    await rm(join(passwordFile, '..'), { recursive: true, force: true })
  }
  await writeFile(place.passwordFile, `${password}\n`, { mode: 0o600 })
  await rename(draft, place.folder)
}

async function initialize(
  binaries: PostgresBinaries,
  user: ServerUser,
  folder: string,
  passwordFile: string,
  durability: Durability,
): Promise<void> {
  const locale = ['--locale-provider=builtin', '--locale=C.UTF-8', '--encoding=UTF8']
  const access = [`--username=${role}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  const speed = durability === 'none' ? ['--no-sync'] : []
  const command = [binaries.initdb, '-D', folder, ...locale, ...access, '--data-checksums', ...speed]
  const { code, output } = await runProgram(command, user)
  if (code !== 0) throw failure(output, `initdb ended with code ${code}`)
}

/** Sees to it that an existing database has the right version and belongs to the user the server will run as. */
async function adopt(place: Place, user: ServerUser): Promise<void> {
  const version = (await readFile(join(place.folder, 'PG_VERSION'), 'utf8')).trim()
  if (version !== majorVersion) {
    const age = Number(version) > Number(majorVersion) ? 'a newer' : 'an older'
    throw new PlainError(
      `The database in ${place.folder} was made by ${age} PostgreSQL (${version}); this Bankserver brings PostgreSQL ${majorVersion}. Use the Bankserver that made it, or set DATA_DIR to another folder.`,
    )
  }
  const { uid } = await stat(place.folder)
  const wanted = user.owner?.uid ?? process.getuid?.()
  if (uid === wanted) return
  if (user.owner === undefined) {
    throw new PlainError(
      `${place.folder} belongs to another user (id ${uid}). Start Bankserver as that user, or as root, or set DATA_DIR to another folder.`,
    )
  }
  // Only root gets here: the folder was moved, and whom the server runs as depends on where it is.
  const { code, output } = await runProgram(['chown', '-R', `${user.owner.uid}:${user.owner.gid}`, place.folder], {
    wrapper: [],
    owner: undefined,
    runsAs: 'bank',
  })
  if (code !== 0) throw failure(output, `chown ended with code ${code}`)
}

async function makeFolder(folder: string, user: ServerUser): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  if (user.owner !== undefined) await chown(folder, user.owner.uid, user.owner.gid)
}

/** A folder of the server's own with a short path, which only its user and root may enter. */
async function makeSocketFolder(user: ServerUser): Promise<string> {
  const base = tmpdir().length > longestSocketFolder - 12 ? '/tmp' : tmpdir()
  const folder = await mkdtemp(join(base, 'bank-'))
  if (user.owner !== undefined) await chown(folder, user.owner.uid, user.owner.gid)
  return folder
}

async function readPassword(place: Place): Promise<string> {
  const content = await readFile(place.passwordFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new PlainError(`${place.passwordFile}, the database's password, is missing. Restore it from your backup.`)
  })
  return content.trim()
}

async function launch(
  place: Place,
  binaries: PostgresBinaries,
  user: ServerUser,
  durability: Durability,
  isTemporary: boolean,
): Promise<{ server: Supervised; socketFolder: string }> {
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
    if (hasEnded) throw failure(await readEnd(place.log), `PostgreSQL did not start; see ${place.log}`)
    if (waitedMs === 2000) onProgress('The database is putting its files in order after an unclean end')
    await sleep(20)
  }
  throw new PlainError(`PostgreSQL was not ready after ${startPatienceMs / 1000} s; see ${place.log}`)
}

async function readEnd(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).slice(-4000)
}

/** What the server said last, as one line; a full disk is by far the most common reason. */
function failure(output: string, summary: string): PlainError {
  if (/No space left on device/.test(output)) {
    return new PlainError('The disk is full, so the database cannot start. Free some space and start again.')
  }
  const said = output
    .split('\n')
    .filter((line) => /FATAL|PANIC|ERROR|error|could not/.test(line))
    .at(-1)
  return new PlainError(
    said === undefined ? `${summary}.` : `${summary}: ${said.replace(/^.*?(FATAL|PANIC|ERROR): */, '')}`,
  )
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
