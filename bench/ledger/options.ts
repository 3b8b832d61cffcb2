import { resolve } from 'node:path'
import { PlainError } from '#platform/plain-errors'

/** What a run was asked for. */
export interface Options {
  /** Measuring time of each run; the warm-up before it is a quarter of that and at least half a second. */
  readonly seconds: number
  readonly isQuick: boolean
  /** Where the JSON goes, an absolute path. */
  readonly json: string | undefined
  /** Beginnings of design names; where there are any, only these designs are run. */
  readonly only: readonly string[]
}

const usage = 'Usage: npm run bench:ledger -- [--seconds N] [--quick] [--json OUT] [--only NAME,…]'
const usualSeconds = 5
const longestQuickSeconds = 2

const readSeconds = (text: string): number => {
  const seconds = Number(text)
  if (!(seconds > 0 && seconds <= 3600)) throw new PlainError(`--seconds must be a number above 0, not "${text}".`)
  return seconds
}

/** Reads the arguments; `folder` is what a relative path counts from. Throws a PlainError with the usage. */
export const readOptions = (args: readonly string[], folder: string): Options => {
  const rest = [...args]
  let [seconds, isQuick, json, only]: [number?, boolean?, string?, string[]?] = []
  const value = (): string => {
    const next = rest.shift()
    if (next === undefined || next === '') throw new PlainError(usage)
    return next
  }
  while (rest.length > 0) {
    const option = rest.shift()
    if (option === '--quick') isQuick = true
    else if (option === '--seconds') seconds = readSeconds(value())
    else if (option === '--json') json = resolve(folder, value())
    else if (option === '--only') only = value().split(',')
    else throw new PlainError(usage)
  }
  const longest = isQuick ? longestQuickSeconds : Number.POSITIVE_INFINITY
  return { seconds: Math.min(seconds ?? usualSeconds, longest), isQuick: isQuick ?? false, json, only: only ?? [] }
}
