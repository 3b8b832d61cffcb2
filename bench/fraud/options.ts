import { resolve } from 'node:path'
import { PlainError } from '#platform/plain-errors'
import { type Spec, specs } from './design.ts'
import type { WorldSize } from './world.ts'

/** What a run was asked for. */
export interface Options {
  /** Measuring time of each design; the warm-up before it is a quarter of that and at least half a second. */
  readonly seconds: number
  readonly perSecond: number
  readonly size: WorldSize
  readonly specs: readonly Spec[]
  /** Where the JSON goes, an absolute path. */
  readonly json: string | undefined
}

const usage = `Usage: npm run bench:fraud -- [--seconds N] [--rate N] [--quick] [--json OUT] [--only NAME,…]
Designs: ${specs.map(({ name }) => name).join(', ')}`

const usual = { seconds: 20, perSecond: 500, size: { customers: 20_000, payments: 15 } }
const quick = { seconds: 5, size: { customers: 4_000, payments: 8 } }
const quickDesigns = new Set(['all-held-explained', 'tenth-held-explained'])

const readNumber = (option: string, text: string, most: number): number => {
  const number = Number(text)
  if (!(number > 0 && number <= most))
    throw new PlainError(`${option} must be a number above 0 and up to ${most}, not "${text}".`)
  return number
}

/** Reads the arguments; `folder` is what a relative path counts from. Throws a PlainError with the usage. */
export const readOptions = (args: readonly string[], folder: string): Options => {
  const rest = [...args]
  const value = (): string => {
    const next = rest.shift()
    if (next === undefined || next === '') throw new PlainError(usage)
    return next
  }
  let [seconds, perSecond, isQuick, json, only]: [number?, number?, boolean?, string?, string[]?] = []
  while (rest.length > 0) {
    const option = rest.shift()
    if (option === '--quick') isQuick = true
    else if (option === '--seconds') seconds = readNumber(option, value(), 3600)
    else if (option === '--rate') perSecond = readNumber(option, value(), 100_000)
    else if (option === '--json') json = resolve(folder, value())
    else if (option === '--only') only = value().split(',')
    else throw new PlainError(usage)
  }
  const chosen = specs.filter(({ name }) =>
    only ? only.some((each) => name.startsWith(each)) : !isQuick || quickDesigns.has(name),
  )
  if (chosen.length === 0) throw new PlainError(usage)
  const defaults = { ...usual, ...(isQuick ? quick : {}) }
  return {
    seconds: seconds ?? defaults.seconds,
    perSecond: perSecond ?? usual.perSecond,
    size: defaults.size,
    specs: chosen,
    json,
  }
}
