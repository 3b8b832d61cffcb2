import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

// Licenses under which a package may be used beside Apache-2.0 code: permissive ones, MPL for whole files that stay as they
// are, OFL for fonts. A new one is a decision for a person.
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
])

// Packages whose package.json names no license, with the one that the LICENSE file beside it has; read by a person.
const readByHand: Record<string, string> = { memorystream: 'MIT', 'png-js': 'MIT' }

type LockedPackage = { license?: string }

/** Whether a package under this SPDX expression may be used: of alternatives one suffices, of conjunctions all are needed. */
export function isAllowed(expression: string): boolean {
  const bare = expression.replace(/[()]/g, ' ').trim()
  return bare.split(/\s+OR\s+/).some((choice) => choice.split(/\s+AND\s+/).every((id) => allowed.has(id.trim())))
}

/** The packages of a lock file, of all platforms, whose license is missing or not on the list: one line each. */
export function findUnlicensed(packages: Record<string, LockedPackage>): string[] {
  return Object.entries(packages)
    .map(([path, { license }]) => ({ path, name: path.replace(/^.*node_modules\//, ''), license }))
    .map(({ path, name, license }) => ({ path, name, license: license ?? readByHand[name] }))
    .filter(({ path, license }) => path !== '' && (license === undefined || !isAllowed(license)))
    .map(({ name, license }) => `${name}: ${license ?? 'states no license'}`)
}

/** Nothing when every dependency's license is known and allowed, else one line for each that is not. */
export async function checkLicenses(projectFolder: string): Promise<string | undefined> {
  const lock: { packages: Record<string, LockedPackage> } = JSON.parse(
    await readFile(join(projectFolder, 'package-lock.json'), 'utf8'),
  )
  const lines = findUnlicensed(lock.packages)
  return lines.length === 0
    ? undefined
    : `Licenses that are not on the list in src/testing/licenses.ts:\n${lines.join('\n')}`
}
