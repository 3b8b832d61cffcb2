import { randomBytes } from 'node:crypto'
import { chown, mkdir, mkdtemp, readFile, realpath, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PlainError } from '../plain-errors.ts'
import { isAlive, type Postmaster, readPostmaster } from '../postmaster-file.ts'
import type { PostgresBinaries } from './binaries.ts'
import { runProgram } from './process.ts'
import type { Durability } from './settings.ts'
import type { ServerUser } from './user.ts'

/** The role that owns the database. */
export const ownerRole = 'bank'
const majorVersion = '18'
const longestSocketFolder = 80

/** Where everything of the database is inside a data folder. */
export type Place = { data: string; folder: string; log: string; passwordFile: string }

/** The places in a data folder, whatever links lead there. */
export async function placeOf(dataFolder: string): Promise<Place> {
  const data = await realpath(dataFolder)
  return {
    data,
    folder: join(data, 'postgres'),
    log: join(data, 'postgres.log'),
    passwordFile: join(data, 'postgres.password'),
  }
}

/** Waits for a server that is on its way out, as after a bank that was killed; refuses one that stays. */
export async function waitUntilFree(place: Place): Promise<void> {
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
export async function makeDatabase(
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
  const access = [`--username=${ownerRole}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  const speed = durability === 'none' ? ['--no-sync'] : []
  const command = [binaries.initdb, '-D', folder, ...locale, ...access, '--data-checksums', ...speed]
  const { code, output } = await runProgram(command, user)
  if (code !== 0) throw explainEnd(output, `initdb ended with code ${code}`)
}

/** Sees to it that an existing database has the right version and belongs to the user the server will run as. */
export async function adoptDatabase(place: Place, user: ServerUser): Promise<void> {
  const version = (await readFile(join(place.folder, 'PG_VERSION'), 'utf8')).trim()
  if (version !== majorVersion) {
    const age = Number(version) > Number(majorVersion) ? 'a newer' : 'an older'
    throw new PlainError(
      `The database in ${place.folder} was made by ${age} PostgreSQL (${version}); this Bankserver brings PostgreSQL ${majorVersion}. Use the Bankserver that made it; to move, npm run backup with that one and npm run restore with this one, under another DATA_DIR.`,
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
  if (code !== 0) throw explainEnd(output, `chown ended with code ${code}`)
}

async function makeFolder(folder: string, user: ServerUser): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  if (user.owner !== undefined) await chown(folder, user.owner.uid, user.owner.gid)
}

/** A folder of the server's own with a short path, which only its user and root may enter. */
export async function makeSocketFolder(user: ServerUser): Promise<string> {
  const base = tmpdir().length > longestSocketFolder - 12 ? '/tmp' : tmpdir()
  const folder = await mkdtemp(join(base, 'bank-'))
  if (user.owner !== undefined) await chown(folder, user.owner.uid, user.owner.gid)
  return folder
}

/** The password of the database's owner. Throws PlainError when its file is missing. */
export async function readPassword(place: Place): Promise<string> {
  const content = await readFile(place.passwordFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new PlainError(`${place.passwordFile}, the database's password, is missing. Restore it from your backup.`)
  })
  return content.trim()
}

/** Whether there is something at a path. */
export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}

/** What the server said last, as one line; a full disk is by far the most common reason. */
export function explainEnd(output: string, summary: string): PlainError {
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

// PostgreSQL needs a new file of 16 MB for its log now and then, and may end where there is less.
const leastRoomBytes = 32 * 1024 * 1024

/** Why a server ended that nobody had stopped, as one line. A full disk may have left no room for its last words. */
export async function explainUnasked(place: Place): Promise<PlainError> {
  const { bavail, bsize } = await statfs(place.data)
  return bavail * bsize < leastRoomBytes
    ? new PlainError(
        `The disk is full, so the database ended (${place.data}). What was acknowledged is safe. Free some space and start again.`,
      )
    : new PlainError(`The database ended unexpectedly; see ${place.log}. Start again with: npm start`)
}
