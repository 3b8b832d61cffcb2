import { readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'

/** What a running PostgreSQL says about itself in the file postmaster.pid of its folder. */
export type Postmaster = { pid: number; port: number; socketFolder: string; status: string }

/** Reads postmaster.pid; undefined when there is none or it is not complete yet. */
export async function readPostmaster(folder: string): Promise<Postmaster | undefined> {
  const content = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const [pid, , , port, socketFolder, , , status] = content.split('\n').map((line) => line.trim())
  if (!pid || !port || !socketFolder) return undefined
  return { pid: Number(pid), port: Number(port), socketFolder, status: status ?? '' }
}

/**
 * Whether that server is really alive. After a crash the file stays, and its process id may meanwhile be somebody else's, in a
 * container most likely our own; so where the system tells, the process must also stand in the folder.
 */
export async function isAlive(postmaster: Postmaster, folder: string): Promise<boolean> {
  if (postmaster.pid === process.pid || !processExists(postmaster.pid)) return false
  const standsIn = await readlink(`/proc/${postmaster.pid}/cwd`).catch(() => undefined)
  return standsIn === undefined || standsIn === folder
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not being permitted to signal it proves that it exists.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
