import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import { type FileOptions, generateLines } from '#modules/fraud'
import { PlainError } from '#platform/plain-errors'
import type { Command } from './command.ts'

const usage =
  'Usage: npm run generate -- --customers N --days N --seed S --out FILE; FILE ends in .csv or .csv.gz, or is -'

const mostCustomers = 1_000_000
const mostDays = 3_650

const whole = (text: string | undefined, least: number, most: number): number => {
  const value = text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most)) throw new PlainError(`${usage}. Numbers go from ${least} to ${most} here.`)
  return value
}

interface Asked extends FileOptions {
  readonly out: string
}

/** Reads the arguments. Throws a PlainError with the usage. */
const parseArguments = (args: string[]): Asked => {
  const text = { type: 'string' } as const
  const options = { customers: text, days: text, seed: text, out: text }
  const { customers, days, seed, out } = (() => {
    try {
      return parseArgs({ args, options }).values
    } catch {
      // Whatever parseArgs has to say about an option, the usage says it better.
      throw new PlainError(usage)
    }
  })()
  if (out === undefined || !/^-$|\.csv(\.gz)?$/.test(out)) throw new PlainError(usage)
  return {
    customers: whole(customers, 10, mostCustomers),
    days: whole(days, 1, mostDays),
    seed: whole(seed, 0, 999_999_999),
    out,
  }
}

/** Writes generated payments with their labels into a file, in memory that does not grow with the days. */
export const generate: Command = async ({ args, output, stopping }) => {
  const { out, ...options } = parseArguments(args)
  const lines = Readable.from(generateLines(options))
  try {
    if (out === '-') await pipeline(lines, output as unknown as NodeJS.WritableStream, { end: false, signal: stopping })
    else if (out.endsWith('.gz'))
      await pipeline(lines, createGzip(), createWriteStream(resolve(out)), { signal: stopping })
    else await pipeline(lines, createWriteStream(resolve(out)), { signal: stopping })
  } catch (error) {
    if (stopping.aborted) return 130
    throw error
  }
  if (out !== '-') output.write(`Wrote ${resolve(out)}.\n`)
  return 0
}
