/** What `npm run learn` is told to do. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PlainError } from '#platform/plain-errors'
import { listOf, wholeNumber } from '../arguments.ts'
import { checkModelNames } from '../recipes.ts'

const usage = `Usage: npm run learn -- TABLE.csv --label COL [--drop a,b] [--folds 5 | --test FRACTION] [--group COL] [--json OUT]
  [--models name,…] [--workers N] [--seed 1]`

export interface Asked {
  readonly file: string
  readonly label: string
  readonly drop: readonly string[]
  /** A number of folds, or one split with this share of the rows to test on. */
  readonly split: { readonly folds: number } | { readonly testShare: number }
  readonly group: string | undefined
  readonly json: string | undefined
  /** Names of the models to judge; all where it is undefined. */
  readonly models: readonly string[] | undefined
  readonly workers: number | undefined
  readonly seed: number
}

const text = { type: 'string' } as const

const parse = (args: string[]) => {
  const options = { label: text, drop: text, folds: text, test: text, group: text, json: text, models: text }
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...options, workers: text, seed: text } })
  } catch (error) {
    throw new PlainError(`${(error as Error).message}\n${usage}`)
  }
}

export const splitOf = (folds: string | undefined, test: string | undefined): Asked['split'] => {
  if (folds !== undefined && test !== undefined) throw new PlainError('Say either --folds or --test, not both.')
  if (test !== undefined) {
    const testShare = Number(test)
    if (!(testShare > 0 && testShare < 1)) throw new PlainError('--test takes a share between 0 and 1, as 0.25.')
    return { testShare }
  }
  if (!/^\d{1,3}$/.test(folds ?? '5') || Number(folds ?? 5) < 2)
    throw new PlainError('--folds takes a whole number from 2 to 999.')
  return { folds: Number(folds ?? 5) }
}

/** Reads the arguments; paths are seen from `folder`. Throws a PlainError with the usage. */
export const parseOptions = (args: string[], folder: string): Asked => {
  const { values, positionals } = parse(args)
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0 || !values.label) throw new PlainError(usage)
  return {
    file: resolve(folder, file),
    label: values.label,
    drop: listOf(values.drop),
    split: splitOf(values.folds, values.test),
    group: values.group,
    json: values.json === undefined ? undefined : resolve(folder, values.json),
    models: values.models === undefined ? undefined : checkModelNames(listOf(values.models)),
    workers: wholeNumber('workers', values.workers, 1),
    seed: wholeNumber('seed', values.seed, 0) ?? 1,
  }
}
