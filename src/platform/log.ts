/** Structured logs: one line of JSON each, with nothing in it that is not on the list. */
import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** The fields that a line may have. Bodies, cookies, keys, names and amounts are not among them and must not be. */
const allowed: ReadonlySet<string> = new Set([
  'method',
  'path',
  'status',
  'ms',
  'err',
  'module',
  'job',
  'what',
  'count',
  'seconds',
  'address',
  'mode',
  'version',
  'client',
  'results',
])

const listed = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => allowed.has(field)))

/** What a developer needs of an error. PostgreSQL's `detail` and `where` quote values of rows, so they stay out. */
const serializeError = (error: unknown) => {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  return { type: error.name, message: error.message, stack: error.stack, ...code }
}

/** The house's log. A request's lines carry its id as `request_id`. Fields that are not listed here are left out. */
export const createLog = ({ level }: { level: LogLevel }, destination?: DestinationStream): Log =>
  pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: serializeError },
      formatters: { level: (label) => ({ level: label }), log: listed },
    },
    destination ?? pino.destination(1),
  )
