/** A sequence of steps that the model and the database both go through. Random plans are made into scripts in `realize.ts`. */
import { isSqlError } from '#platform/database'
import type { NewAccount } from '../accounts.ts'
import { nobody } from './create-accounts.ts'
import type { Item } from './item.ts'

/** `now` in milliseconds since 1970; null leaves imported items unchecked against the clock. */
export type Step =
  | { readonly does: 'accounts'; readonly items: readonly NewAccount[]; readonly now: number }
  | { readonly does: 'transfers'; readonly items: readonly Item[]; readonly now: number | null }
  | { readonly does: 'flag'; readonly account: string; readonly flag: 'frozen' | 'closed'; readonly isSet: boolean }
  | { readonly does: 'close'; readonly through: string | null }

export interface Script {
  readonly steps: readonly Step[]
  /** Every account and transfer that a step names. */
  readonly accounts: readonly string[]
  readonly transfers: readonly string[]
  /** Short names of ids, for people. */
  readonly names: ReadonlyMap<string, string>
}

/** A book that a script can be played on: the model, or the database. */
export interface Subject {
  createAccounts(items: readonly NewAccount[], now: number): Promise<string[]>
  createTransfers(items: readonly Item[], now: number | null): Promise<string[]>
  setFlag(account: string, flag: 'frozen' | 'closed', isSet: boolean): Promise<void>
  closeThrough(day: string | null): Promise<void>
  /** All that is known of these accounts and transfers, a line each: rows of the book in its order. */
  show(accounts: readonly string[], transfers: readonly string[]): Promise<string[]>
}

/** Where two books first differ: after which step, and the lines of one and the other that are not the same. */
export interface Disagreement {
  readonly step: number
  readonly expected: readonly string[]
  readonly actual: readonly string[]
}

/** What was played, for the statistics. */
export interface Played {
  batches: number
  items: number
  results: Record<string, number>
  accountResults: Record<string, number>
}

const count = (counts: Record<string, number>, results: readonly string[]) => {
  for (const result of results) counts[result] = (counts[result] ?? 0) + 1
}

const play = async (subject: Subject, step: Step): Promise<string[]> => {
  switch (step.does) {
    case 'accounts':
      return subject.createAccounts(step.items, step.now)
    case 'transfers':
      return subject.createTransfers(step.items, step.now)
    case 'flag':
      await subject.setFlag(step.account, step.flag, step.isSet)
      return []
    case 'close':
      await subject.closeThrough(step.through)
      return []
  }
}

/** The results of a step. An error of the database is none that a batch may have, so it shows as a difference. */
const playSafely = (subject: Subject, step: Step): Promise<string[]> =>
  play(subject, step).catch((error: unknown) => {
    if (!isSqlError(error)) throw error
    return [`error ${error.code}: ${error.message}`]
  })

const differencesOf = (expected: readonly string[], actual: readonly string[]) => {
  if (expected.join('\n') === actual.join('\n')) return null
  const places = Array.from({ length: Math.max(expected.length, actual.length) }, (_, place) => place)
  const different = places.filter((place) => expected[place] !== actual[place])
  return {
    expected: different.map((place) => expected[place] ?? 'nothing'),
    actual: different.map((place) => actual[place] ?? 'nothing'),
  }
}

const tally = (played: Played, step: Step, results: readonly string[]) => {
  if (step.does === 'accounts') count(played.accountResults, results)
  if (step.does !== 'transfers') return
  count(played.results, results)
  played.batches++
  played.items += step.items.length
}

const numbered = (results: readonly string[]) => results.map((result, index) => `item ${index + 1}: ${result}`)

/**
 * Plays a script on both, and compares the results and what is in the books after each batch, everything after the last step.
 * A flag or a period that moved shows in what comes next.
 */
export const compare = async (
  script: Script,
  expected: Subject,
  actual: Subject,
  played: Played,
): Promise<Disagreement | null> => {
  const compareBooks = async (transfers: readonly string[]) =>
    differencesOf(await expected.show(script.accounts, transfers), await actual.show(script.accounts, transfers))

  for (const [index, step] of script.steps.entries()) {
    const wanted = await play(expected, step)
    const got = await playSafely(actual, step)
    tally(played, step, wanted)
    let difference = differencesOf(numbered(wanted), numbered(got))
    if (index === script.steps.length - 1) difference ??= await compareBooks(script.transfers)
    else if (step.does === 'transfers') difference ??= await compareBooks(step.items.map(({ id }) => id))
    else if (step.does === 'accounts') difference ??= await compareBooks([])
    if (difference !== null) return { step: index, ...difference }
  }
  return null
}

const isId = (value: string) => value.length === 36
const otherRun = (id: string, run: number) =>
  id === nobody ? id : (run >>> 0).toString(16).padStart(8, '0') + id.slice(8)

/** The same script with the ids of another run; an id begins with the number of its run. */
export const renumber = (script: Script, run: number): Script => {
  const renamed = <Value>(value: Value): Value => {
    if (typeof value === 'string') return (isId(value) ? otherRun(value, run) : value) as Value
    if (Array.isArray(value)) return value.map(renamed) as Value
    if (typeof value !== 'object' || value === null || value instanceof Date) return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, renamed(inner)])) as Value
  }
  const names = new Map([...script.names].map(([id, name]) => [otherRun(id, run), name]))
  return { ...renamed({ ...script, names: undefined }), names }
}
