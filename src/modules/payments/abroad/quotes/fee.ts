/** What sending money abroad costs: the corridor's own fee, and the bank's for it by the schedule in force, together. */
import type { Products } from '#modules/products'
import type { CurrencyCode } from '#platform/money'
import type { CorridorRules } from '../../wire.ts'
import type { Rate } from '../rates/rate.ts'
import { convertHalfEven, type FeeRule, feeOf } from './price.ts'

/** What a fee is asked for; the rule is in the payer's currency already. */
export interface FeeAsked {
  readonly product: 'current' | 'savings'
  readonly from: CurrencyCode
  /** What is exchanged. */
  readonly minor: bigint
  readonly rule: FeeRule
  readonly at: Date
}

/** Minor units of the payer's currency, and the schedule that has a part in it. */
export interface Fee {
  readonly minor: bigint
  readonly schedule: string | null
}

export type FeeFor = (asked: FeeAsked) => Promise<Fee>

export const feeBySchedule =
  (fees: Pick<Products['fees'], 'quote'>): FeeFor =>
  async ({ product, from, minor, rule, at }) => {
    const own = await fees.quote({ kind: 'abroad', product, currency: from, minor, at })
    return { minor: feeOf(rule, minor) + (own?.minor ?? 0n), schedule: own?.schedule ?? null }
  }

/** The currency that a corridor's fixed fee is in; of rules that name none, whatever the payer pays with. */
export const feeCurrencyOf = ({ feeCurrency }: CorridorRules, pays: CurrencyCode): CurrencyCode => feeCurrency ?? pays

/** The rule with its fixed fee and its most in the payer's currency, by the reference rate, halves to even. */
export const ruleIn = (rules: CorridorRules, pays: CurrencyCode, rate: Rate): FeeRule => {
  const { feeFixed, feeBasisPoints, feeMost } = rules
  const inPayers = (digits: string) =>
    convertHalfEven(BigInt(digits), feeCurrencyOf(rules, pays), pays, rate).toString()
  return { feeFixed: inPayers(feeFixed), feeBasisPoints, feeMost: feeMost === null ? null : inPayers(feeMost) }
}
