import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PlainError } from '#platform/plain-errors'
import { wholeNumber } from '../arguments.ts'

export type TrainingOptions = {
  readonly folder: string
  readonly epochs: number
  readonly seed: number
  readonly out: string | undefined
  readonly json: string | undefined
}

/** The folder and options of a training on pictures. Throws a PlainError that names what is wrong. */
export function readTrainingOptions(args: string[], cwd: string): TrainingOptions {
  const text = { type: 'string' } as const
  const { values, positionals } = parsed(() =>
    parseArgs({ args, allowPositionals: true, options: { epochs: text, seed: text, out: text, json: text } }),
  )
  const [folder, ...more] = positionals
  if (folder === undefined || more.length > 0) throw new PlainError('Name one folder of pictures.')
  const path = (given: string | undefined) => (given === undefined ? undefined : resolve(cwd, given))
  return {
    folder: resolve(cwd, folder),
    epochs: wholeNumber('epochs', values.epochs, 1) ?? 30,
    seed: wholeNumber('seed', values.seed, 0) ?? 1,
    out: path(values.out),
    json: path(values.json),
  }
}

function parsed<Result>(parse: () => Result): Result {
  try {
    return parse()
  } catch (error) {
    throw new PlainError(error instanceof Error ? error.message : String(error))
  }
}
