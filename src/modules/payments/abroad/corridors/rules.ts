/** What the rules of a corridor have to be among themselves. */
import { currencyCodes } from '#platform/money'
import type { CorridorRules } from '../../wire.ts'
import { corridorUnfit } from '../refusals.ts'

/** Throws corridor-unfit. */
export const checkRules = (corridor: string, rules: CorridorRules): void => {
  if (!currencyCodes.some((code) => code === corridor.slice(3)))
    throw corridorUnfit(`we keep no books in ${corridor.slice(3)}`)
  if (BigInt(rules.least) < 1n) throw corridorUnfit('the least amount is not above zero')
  if (BigInt(rules.least) > BigInt(rules.most)) throw corridorUnfit('the least amount is above the most')
  if (BigInt(rules.feeFixed) < 0n) throw corridorUnfit('a fee is below zero')
  if (rules.feeMost !== null && BigInt(rules.feeMost) < BigInt(rules.feeFixed))
    throw corridorUnfit('the highest fee is below the fixed one')
  if (new Set(rules.from).size !== rules.from.length) throw corridorUnfit('a currency stands twice')
  if (new Set(rules.purposes).size !== rules.purposes.length) throw corridorUnfit('a purpose stands twice')
}
