/** Arguments of commands, as text. */
import { PlainError } from '#platform/plain-errors'

/** The whole number of an option; undefined where it is not given. Throws a PlainError that names the option. */
export const wholeNumber = (option: string, given: string | undefined, least: number): number | undefined => {
  if (given === undefined) return undefined
  if (!/^\d{1,9}$/.test(given) || Number(given) < least)
    throw new PlainError(`--${option} takes a whole number from ${least}.`)
  return Number(given)
}

/** Names that commas part. */
export const listOf = (given: string | undefined): string[] =>
  (given ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
