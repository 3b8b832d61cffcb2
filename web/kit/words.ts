import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { firstLanguage } from './language.ts'

type Plain<Key> = Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key
type Values = Readonly<Record<string, string | number>>

/** Says a sentence by its key; `count` chooses between its `_one` and `_other` forms. */
export type Say<Key extends string> = (key: Key, values?: Values) => string

i18next.use(initReactI18next).init({
  lng: firstLanguage(),
  fallbackLng: 'en',
  resources: {},
  interpolation: { escapeValue: false },
  initAsync: false,
  react: { useSuspense: false },
})

/** Registers the words of one part of the app in every language and returns the hook that speaks them. */
export const defineWords = <Words extends Readonly<Record<string, string>>>(
  namespace: string,
  words: { readonly en: Words; readonly hi: { readonly [Key in keyof Words]: string } },
): (() => Say<Plain<keyof Words & string>>) => {
  i18next.addResourceBundle('en', namespace, words.en)
  i18next.addResourceBundle('hi', namespace, words.hi)
  return () => {
    const { t } = useTranslation(namespace)
    return t as unknown as Say<string>
  }
}

/** Changes the language of every screen at once. */
export const speak = (language: string): void => {
  i18next.changeLanguage(language)
}

/** The language the screens speak now. */
export const useLanguage = (): string => useTranslation().i18n.language
