import { MigrationError } from './migrate.ts'

/** Something a person can mend, said in one line: it is printed without a stack, and the process ends with code 1. */
export class PlainError extends Error {
  override name = 'PlainError'
}

const systemSentences: Record<string, (where: string) => string> = {
  ENOSPC: (where) => `The disk is full${where}. Free some space and start again.`,
  EDQUOT: (where) => `The disk quota is used up${where}. Free some space and start again.`,
  EACCES: (where) =>
    `This user may not write or read here${where}. Change its owner, or set DATA_DIR to another folder.`,
  EPERM: (where) => `The system does not permit this${where}. Change the owner, or set DATA_DIR to another folder.`,
  EROFS: (where) => `The file system is read-only${where}. Set DATA_DIR to a folder that can be written.`,
  EMFILE: () => 'Too many files are open. Raise the limit with: ulimit -n 4096',
  ECONNREFUSED: (where) =>
    `The database is unreachable: the connection was refused${where}. Is it running, and is DATABASE_URL right?`,
  ENOTFOUND: (where) => `The database is unreachable: the host name is unknown${where}. Check DATABASE_URL.`,
  ETIMEDOUT: (where) => `The database is unreachable: no answer${where}. Check DATABASE_URL and the network.`,
  EHOSTUNREACH: (where) =>
    `The database is unreachable: no way to its host${where}. Check DATABASE_URL and the network.`,
}

const databaseSentences: Record<string, string> = {
  '28P01': 'The database refused the password. Check DATABASE_URL.',
  '28000': 'The database refused this user. Check DATABASE_URL.',
  '3D000': 'The database named in DATABASE_URL does not exist. Create it, or correct the name.',
  '42P01': 'The database holds no bank yet, or one of another version. Start the bank once with: npm start',
  '53100': "The database's disk is full. Free some space and start again.",
  '53300': 'The database has no connection left for the bank. Raise its max_connections, or stop another client.',
  '57P03': 'The database is still starting up. Try again in a moment.',
}

// What Node.js and pg add to the errors that come from outside.
type ErrorDetails = { code?: unknown; path?: unknown; address?: unknown; port?: unknown; hostname?: unknown }

const detailsOf = (error: Error & ErrorDetails): ErrorDetails => error

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** The one line for a failure a person can mend, or undefined when it is a bug and its stack must be shown. */
export function explainPlainly(error: unknown): string | undefined {
  if (error instanceof PlainError || error instanceof MigrationError) return error.message
  if (error instanceof AggregateError && error.errors.length > 0) return explainPlainly(error.errors[0])
  if (!(error instanceof Error)) return undefined
  const details = detailsOf(error)
  const code = text(details.code)
  if (code === undefined) return undefined
  const place = text(details.path) ?? text(details.address) ?? text(details.hostname)
  const port = typeof details.port === 'number' ? `:${details.port}` : ''
  return databaseSentences[code] ?? systemSentences[code]?.(place === undefined ? '' : ` (${place}${port})`)
}
