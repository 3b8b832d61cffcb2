import { constants } from 'node:fs'
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PlainError } from './plain-errors.ts'

/** The layout of the data folder that this version writes; a higher number on disk means a newer Bankserver wrote it. */
const dataFormat = 1
const markerName = 'bankserver.json'

type Marker = { madeBy: 'bankserver'; format: number }

async function readMarker(folder: string): Promise<Marker | undefined> {
  try {
    const marker: unknown = JSON.parse(await readFile(join(folder, markerName), 'utf8'))
    return isMarker(marker) ? marker : undefined
  } catch (error) {
    // A missing or broken marker means only that the folder is not known to be ours.
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      return undefined
    }
    throw error
  }
}

function isMarker(value: unknown): value is Marker {
  if (typeof value !== 'object' || value === null || !('madeBy' in value) || !('format' in value)) return false
  return value.madeBy === 'bankserver' && typeof value.format === 'number'
}

/** Makes the folder if need be and checks that it is ours, writable and not newer than this version. Throws PlainError. */
export async function openDataFolder(folder: string): Promise<void> {
  await makeFolder(folder)
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  const marker = await readMarker(folder)
  if (marker !== undefined) return assertReadable(folder, marker)
  const names = await readdir(folder)
  if (names.length > 0) {
    throw new PlainError(
      `${folder} is not empty and was not made by Bankserver. Set DATA_DIR to a new or empty folder, so that nothing of yours is touched.`,
    )
  }
  const made: Marker = { madeBy: 'bankserver', format: dataFormat }
  await writeFile(join(folder, markerName), `${JSON.stringify(made)}\n`)
}

async function makeFolder(folder: string): Promise<void> {
  const code = await codeOf(mkdir(folder, { recursive: true, mode: 0o755 }))
  if (code === undefined) return
  if (code === 'EEXIST' || code === 'ENOTDIR') {
    throw new PlainError(`${folder} is not a folder. Set DATA_DIR to a new or empty folder.`)
  }
  // The recursive form says ENOENT on a read-only file system; the plain one says why.
  await mkdir(folder, { mode: 0o755 })
}

function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error.code ?? 'unknown',
  )
}

function assertReadable(folder: string, marker: Marker): void {
  if (marker.format <= dataFormat) return
  throw new PlainError(
    `${folder} was made by a newer Bankserver (data format ${marker.format}, this one knows ${dataFormat}). Update Bankserver, or set DATA_DIR to another folder.`,
  )
}

/** Removes everything in a data folder of ours; false when there was nothing. Throws PlainError when it is not ours. */
export async function emptyDataFolder(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  if (names.length === 0) return false
  if ((await readMarker(folder)) === undefined) {
    throw new PlainError(`${folder} was not made by Bankserver, so nothing in it was removed.`)
  }
  // The marker goes last: an interrupted reset can then be repeated.
  for (const name of names.filter((each) => each !== markerName)) {
    await rm(join(folder, name), { recursive: true, force: true })
  }
  await rm(join(folder, markerName), { force: true })
  return true
}
