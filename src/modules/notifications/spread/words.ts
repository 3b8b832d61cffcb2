/** What is said on the channels that have no page: a title, and a sentence. Nothing that somebody else wrote stands in them. */
import { type CurrencyCode, toDecimal } from '#platform/money'
import type { NotificationKind } from '../wire.ts'
import { english } from './english.ts'
import { hindi } from './hindi.ts'
import type { Entry, Sentences } from './sentences.ts'

export type Language = 'en' | 'hi'

const words: Readonly<Record<Language, Sentences>> = { en: english, hi: hindi }

/** What the words are filled with; `other` is null where nobody is named or known. */
export interface Values {
  readonly currency: CurrencyCode | null
  readonly minor: bigint | null
  readonly other: string | null
}

const inMoney = ({ currency, minor }: Values, language: Language): string => {
  if (currency === null || minor === null) return ''
  const format = new Intl.NumberFormat(language === 'hi' ? 'hi-IN-u-nu-latn' : 'en-IN', { style: 'currency', currency })
  // Digits as text, so that no amount goes through a floating number.
  return format.format(toDecimal(minor, currency) as `${number}`)
}

const longestName = 60

/** Title and text in one language, with the values in their places. */
export const say = (kind: NotificationKind, language: Language, values: Values): Pick<Entry, 'title' | 'text'> => {
  const { title, text, alone } = words[language][kind]
  const other = values.other === null ? null : [...values.other].slice(0, longestName).join('')
  const told =
    other === null && alone !== undefined
      ? { title: title.includes('{other}') ? alone : title, text: alone }
      : { title, text }
  const amount = inMoney(values, language)
  const fill = (template: string) =>
    template.replaceAll('{amount}', () => amount).replaceAll('{other}', () => other ?? '')
  return { title: fill(told.title), text: fill(told.text) }
}
