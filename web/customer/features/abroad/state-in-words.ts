import type { AbroadView } from '#wire/payments'
import { longDay } from '../../../kit/dates.ts'
import { useLanguage } from '../../../kit/words.ts'
import { useAbroadWords } from './abroad-words.ts'
import { noonOf } from './countries.ts'

/** Where a payment abroad is, in words. */
export const useStateInWords = (): ((abroad: AbroadView) => string) => {
  const say = useAbroadWords()
  const language = useLanguage()
  return ({ state, leaves }) => say(`state_${state}`, { day: longDay(noonOf(leaves), language, new Date()) })
}
