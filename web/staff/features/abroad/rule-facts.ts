import type { CorridorRules } from '#wire/payments'
import { corridorRules } from '#wire/payments'
import { moneyOf } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { useAbroadWords } from './abroad-words.ts'
import { arrivalOf } from './amount-texts.ts'

const percent = (points: number, language: string): string => `${(points / 100).toLocaleString(language)} %`

/** The fixed fee; of rules that name no currency it is in whatever the payer pays with. */
const fixedInWords = ({ feeFixed, feeCurrency, from }: CorridorRules, language: string): string => {
  if (feeFixed === '0') return ''
  if (feeCurrency !== undefined) return formatMoney(moneyOf(feeCurrency, feeFixed), language)
  return from.map((code) => formatMoney(moneyOf(code, feeFixed), language)).join(' / ')
}

/** The fee of a corridor in a few words. */
export const feeInWords = (rules: CorridorRules, language: string): string =>
  [fixedInWords(rules, language), rules.feeBasisPoints === 0 ? '' : percent(rules.feeBasisPoints, language)]
    .filter(Boolean)
    .join(' + ') || '0'

/** The least and the most that arrives, in the currency of the corridor. */
const rangeInWords = (corridor: string, { least, most }: CorridorRules, language: string): string => {
  const currency = arrivalOf(corridor, corridorRules.shape.from.element.options)
  if (!currency) return `${least}, ${most}`
  return [least, most].map((minor) => formatMoney(moneyOf(currency, minor), language)).join(' – ')
}

/** The rules of a corridor as words and values. */
export const useRuleFacts = (corridor: string, rules: CorridorRules) => {
  const say = useAbroadWords()
  const language = useLanguage()
  return [
    [say('state'), say(rules.isOpen ? 'open' : 'closed')],
    [say('spread'), percent(rules.spreadBasisPoints, language)],
    [say('fee'), feeInWords(rules, language)],
    [say('range'), rangeInWords(corridor, rules, language)],
    [say('cutOff'), rules.cutOff],
    [say('daysLabel'), String(rules.days)],
    [say('ageLabel'), String(rules.ratesGoodForDays)],
  ] as const
}
