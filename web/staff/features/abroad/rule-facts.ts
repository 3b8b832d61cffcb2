import type { CorridorRules } from '#wire/payments'
import { useLanguage } from '../../../kit/words.ts'
import { useAbroadWords } from './abroad-words.ts'

const percent = (points: number, language: string): string => `${(points / 100).toLocaleString(language)} %`

type Say = ReturnType<typeof useAbroadWords>

/** The fee of a corridor in a few words; its fixed part is in whatever currency the payer pays with. */
export const feeInWords = ({ feeFixed, feeBasisPoints }: CorridorRules, language: string, say: Say): string =>
  [
    feeFixed === '0'
      ? ''
      : say('minorUnits', { count: Number(feeFixed), shown: Number(feeFixed).toLocaleString(language) }),
    feeBasisPoints === 0 ? '' : percent(feeBasisPoints, language),
  ]
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
