import { resolve } from 'node:path'
import { PlainError } from '#platform/plain-errors'

/** What a run was asked for. */
export interface Options {
  /** How many rows are learned from; a quarter as many are scored. */
  readonly rows: number
  /** How often boosting and its peer take turns. */
  readonly rounds: number
  readonly seed: number
  /** Where the JSON goes, an absolute path. */
  readonly json: string | undefined
  /** The Python that has XGBoost; if undefined, the usual ones are tried. */
  readonly python: string | undefined
}

const usage = 'Usage: npm run bench:learning -- [--rows N] [--seed N] [--quick] [--python FILE] [--json OUT]'
const usual = { rows: 268_000, rounds: 3 }
const quick = { rows: 60_000, rounds: 1 }
const fewestRows = 1000
const mostRows = 4_000_000

/** Reads the arguments; `folder` is what a relative path counts from. Throws a PlainError with the usage. */
export const readOptions = (args: readonly string[], folder: string): Options => {
  const rest = [...args]
  const value = (): string => {
    const next = rest.shift()
    if (next === undefined || next === '') throw new PlainError(usage)
    return next
  }
  const number = (option: string, least: number, most: number): number => {
    const text = value()
    const read = Number(text)
    if (Number.isInteger(read) && read >= least && read <= most) return read
    throw new PlainError(`${option} must be a whole number from ${least} to ${most}, not "${text}".`)
  }
  let chosen: Partial<Options> = {}
  let defaults = usual
  while (rest.length > 0) {
    const option = rest.shift()
    if (option === '--quick') defaults = quick
    else if (option === '--rows') chosen = { ...chosen, rows: number(option, fewestRows, mostRows) }
    else if (option === '--seed') chosen = { ...chosen, seed: number(option, 0, 2 ** 31) }
    else if (option === '--python') chosen = { ...chosen, python: value() }
    else if (option === '--json') chosen = { ...chosen, json: resolve(folder, value()) }
    else throw new PlainError(usage)
  }
  return { seed: 1, json: undefined, python: undefined, ...defaults, ...chosen }
}
