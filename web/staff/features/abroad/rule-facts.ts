import type { CorridorRules } from '#wire/payments'
import { moneyOf } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { useAbroadWords } from './abroad-words.ts'

const percent = (points: number, language: string): string => `${(points / 100).toLocaleString(language)} %`

type Say = ReturnType<typeof useAbroadWords>

/** The fixed fee; of rules that name no currency it is in whatever the payer pays with. */
const fixedInWords = ({ feeFixed, feeCurrency }: CorridorRules, language: string, say: Say): string => {
  if (feeFixed === '0') return ''
  if (feeCurrency !== undefined) return formatMoney(moneyOf(feeCurrency, feeFixed), language)
  return say('minorUnits', { count: Number(feeFixed), shown: Number(feeFixed).toLocaleString(language) })
}

/** The fee of a corridor in a few words. */
export const feeInWords = (rules: CorridorRules, language: string, say: Say): string =>
  [fixedInWords(rules, language, say), rules.feeBasisPoints === 0 ? '' : percent(rules.feeBasisPoints, language)]
    .filter(Boolean)
    .join(' + ') || '0'

/** The rules of a corridor as words and values. */
export const useRuleFacts = (rules: CorridorRules) => {
  const say = useAbroadWords()
  const language = useLanguage()
  return [
    [say('state'), say(rules.isOpen ? 'open' : 'closed')],
    [say('spread'), percent(rules.spreadBasisPoints, language)],
    [say('fee'), feeInWords(rules, language, say)],
    [say('range'), `${rules.least}, ${rules.most}`],
    [say('cutOff'), rules.cutOff],
    [say('daysLabel'), String(rules.days)],
    [say('ageLabel'), String(rules.ratesGoodForDays)],
  ] as const
}
