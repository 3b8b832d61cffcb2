/** Where a log is read from: an address, a folder that mirrors one, or a program that answers as the address would. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Reads a file of the log by its path below the log's address; undefined where there is none. */
export type LogSource = (path: string) => Promise<Buffer | undefined>

const patienceMs = 30_000
const largestBytes = 32 * 1024 * 1024

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Reads by HTTP. Throws where the server does not answer, or with something else than a file or a 404. */
export const logAt =
  (address: string): LogSource =>
  async (path) => {
    const response = await fetch(new URL(path, address.endsWith('/') ? address : `${address}/`), {
      signal: AbortSignal.timeout(patienceMs),
      redirect: 'error',
    })
    if (response.status === 404) return undefined
    if (!response.ok) throw new Error(`${address} answered ${response.status} for ${path}`)
    const body = Buffer.from(await response.arrayBuffer())
    if (body.length > largestBytes) throw new Error(`${path} is too large`)
    return body
  }

/** Reads from a folder; of a question behind a path nothing is left. */
export const logIn =
  (folder: string): LogSource =>
  async (path) => {
    try {
      return await readFile(join(folder, path.split('?', 1)[0]))
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }
