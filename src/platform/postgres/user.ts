import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PlainError } from '../plain-errors.ts'

/**
 * Whom the database server runs as. PostgreSQL refuses to be root, so root starts it as somebody else: `wrapper` is put in
 * front of every command, `owner` is who its files belong to (undefined: whoever runs the bank).
 */
export type ServerUser = {
  wrapper: string[]
  owner: { uid: number; gid: number } | undefined
  runsAs: 'owner' | 'bank'
}

const nobody = process.platform === 'darwin' ? -2 : 65534

const plainUser: ServerUser = { wrapper: [], owner: undefined, runsAs: 'bank' }

// In a user namespace of its own without any mapping, root keeps its files but is nobody to the programs it runs.
const namespacedRoot: ServerUser = { wrapper: ['unshare', '-U'], owner: { uid: 0, gid: 0 }, runsAs: 'bank' }

const other = (uid: number, gid: number): ServerUser => ({ wrapper: [], owner: { uid, gid }, runsAs: 'owner' })

/** What child_process needs to start a command as this user. */
export function spawnIdentity(user: ServerUser): { uid?: number; gid?: number } {
  return user.runsAs === 'owner' && user.owner !== undefined ? user.owner : {}
}

/**
 * Chooses whom the server runs as: plainly for an ordinary user; for root nobody, where nobody can reach the programs and the
 * data, else root inside a user namespace, else the owner of the closed folder. Each is tried, not guessed. Throws PlainError.
 */
export async function chooseServerUser(program: string, folder: string): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return plainUser
  const candidates = [other(nobody, nobody), namespacedRoot]
  const closedTo = await findClosedOwner([dirname(program), folder])
  if (closedTo !== undefined) candidates.push(other(closedTo.uid, closedTo.gid))
  for (const candidate of candidates) {
    if (await canReach(candidate, program, folder)) return candidate
  }
  throw new PlainError(
    `PostgreSQL will not run as root, and no other user can reach ${folder}. Start Bankserver as an ordinary user, or move it and its data out of closed folders.`,
  )
}

function canReach(user: ServerUser, program: string, folder: string): Promise<boolean> {
  const script = 'test "$(id -u)" != 0 && test -x "$1" && cd "$2" && exec "$1" --version'
  const [command = 'sh', ...args] = [...user.wrapper, 'sh', '-c', script, 'probe', program, folder]
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: '/', stdio: 'ignore', ...spawnIdentity(user) })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
  })
}

/** The owner of the first folder on these paths that others may not enter, unless it is root. */
async function findClosedOwner(paths: string[]): Promise<{ uid: number; gid: number } | undefined> {
  for (const path of paths) {
    for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
      const { mode, uid, gid } = await stat(folder)
      if ((mode & 0o001) === 0 && uid !== 0) return { uid, gid }
    }
  }
  return undefined
}
