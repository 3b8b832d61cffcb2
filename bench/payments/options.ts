import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PlainError } from '#platform/plain-errors'

/** What a run was asked for. */
export interface Options {
  /** Measuring time of each run; the warm-up before it is half of that and at least one and a half seconds. */
  readonly seconds: number
  readonly repetitions: number
  readonly customers: number
  /** Connections that ask without pause. */
  readonly connections: number
  /** Where the JSON goes, an absolute path. */
  readonly json: string | undefined
}

const usage = 'Usage: npm run bench:payments -- [--seconds N] [--customers N] [--connections N] [--quick] [--json OUT]'
const usual = { seconds: 10, repetitions: 3, customers: 20_000, connections: 256 }
const quick = { seconds: 3, repetitions: 1, customers: 8_000, connections: 256 }

const wholeBetween = (option: string, text: string | undefined, least: number, most: number): number | undefined => {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new PlainError(`--${option} must be a whole number from ${least} to ${most}, not "${text}".`)
  return value
}

const text = { type: 'string' } as const

/** Reads the arguments; `folder` is what a relative path counts from. Throws a PlainError with the usage. */
export const readOptions = (args: readonly string[], folder: string): Options => {
  const options = { seconds: text, customers: text, connections: text, json: text, quick: { type: 'boolean' } } as const
  try {
    const { values } = parseArgs({ args: [...args], options })
    const defaults = values.quick ? quick : usual
    return {
      seconds: wholeBetween('seconds', values.seconds, 1, 3600) ?? defaults.seconds,
      customers: wholeBetween('customers', values.customers, 20, 20_000) ?? defaults.customers,
      connections: wholeBetween('connections', values.connections, 1, 500) ?? defaults.connections,
      repetitions: defaults.repetitions,
      json: values.json === undefined ? undefined : resolve(folder, values.json),
    }
  } catch (error) {
    if (error instanceof PlainError || !(error instanceof TypeError)) throw error
    throw new PlainError(usage)
  }
}
