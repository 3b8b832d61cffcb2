/** What `npm run evaluate` is told to do. */
import { glob, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PlainError } from '#platform/plain-errors'
import { listOf, wholeNumber } from '../arguments.ts'
import { checkModelNames } from '../recipes.ts'
import { type ColumnNames, parseColumns } from './columns.ts'
import { checkWindows, parseWindow, type Windows } from './windows.ts'

const usage = `Usage: npm run evaluate -- --payments GLOB --train A:B --validate A:B --test A:B
  [--columns id=..,time=..,payer=..,payee=..,amount=..,label=..] [--context col,…] [--delay-days 7] [--json OUT]
  [--features own|handbook] [--models name,…] [--no-ablation] [--train-rows 300000] [--workers N] [--seed 1]
  [--rows FOLDER]`

export interface Asked {
  readonly files: readonly string[]
  readonly windows: Windows
  readonly columns: ColumnNames | undefined
  readonly context: readonly string[]
  readonly delayDays: number
  readonly features: 'own' | 'handbook'
  /** Names of the models to judge; all where it is undefined. */
  readonly models: readonly string[] | undefined
  /** The most rows to train on. */
  readonly trainRows: number
  readonly workers: number | undefined
  readonly seed: number
  readonly withAblation: boolean
  readonly json: string | undefined
  /** A folder to keep the rows of features in. */
  readonly rows: string | undefined
}

const text = { type: 'string' } as const

const parse = (args: string[]) => {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        payments: { type: 'string', multiple: true },
        train: text,
        validate: text,
        test: text,
        columns: text,
        context: text,
        'delay-days': text,
        json: text,
        features: text,
        models: text,
        'train-rows': text,
        workers: text,
        seed: text,
        'no-ablation': { type: 'boolean' },
        rows: text,
      },
    })
  } catch (error) {
    throw new PlainError(`${(error as Error).message}\n${usage}`)
  }
}

/** Files that patterns name; what the shell has spread out already is taken as it is. */
const findFiles = async (patterns: readonly string[], folder: string): Promise<string[]> => {
  const files = new Set<string>()
  for (const pattern of patterns) {
    const path = resolve(folder, pattern)
    const isThere = await stat(path).then(
      () => true,
      () => false,
    )
    if (isThere) files.add(path)
    else for await (const file of glob(path)) files.add(file)
  }
  if (files.size === 0) throw new PlainError(`No file fits ${patterns.join(' ')}.`)
  return [...files].sort()
}

const featuresOf = (given = 'own'): Asked['features'] => {
  if (given === 'own' || given === 'handbook') return given
  throw new PlainError('--features takes own or handbook.')
}

/** Reads the arguments; paths are seen from `folder`. Throws a PlainError with the usage. */
export const parseOptions = async (args: string[], folder: string): Promise<Asked> => {
  const { values, positionals } = parse(args)
  if (!values.payments || !values.train || !values.validate || !values.test) throw new PlainError(usage)
  const place = (path: string | undefined) => (path === undefined ? undefined : resolve(folder, path))
  return {
    windows: checkWindows({
      train: parseWindow('train', values.train),
      validate: parseWindow('validate', values.validate),
      test: parseWindow('test', values.test),
    }),
    columns: values.columns === undefined ? undefined : parseColumns(values.columns),
    context: listOf(values.context),
    delayDays: wholeNumber('delay-days', values['delay-days'], 0) ?? 7,
    features: featuresOf(values.features),
    models: values.models === undefined ? undefined : checkModelNames(listOf(values.models)),
    trainRows: wholeNumber('train-rows', values['train-rows'], 1_000) ?? 300_000,
    workers: wholeNumber('workers', values.workers, 1),
    seed: wholeNumber('seed', values.seed, 0) ?? 1,
    withAblation: !values['no-ablation'],
    json: place(values.json),
    rows: place(values.rows),
    files: await findFiles([...values.payments, ...positionals], folder),
  }
}
