/** The languages of the kiosk. The bank's other pages speak the first two; Spanish stands here alone. */
import i18next from 'i18next'
import { defineWords, useLanguage } from '../kit/words.ts'

export const languages = [
  { code: 'en', name: 'English', voice: 'en-IN' },
  { code: 'hi', name: 'हिन्दी', voice: 'hi-IN' },
  { code: 'es', name: 'Español', voice: 'es-ES' },
] as const

export type Language = (typeof languages)[number]['code']

const isLanguage = (code: string): code is Language => languages.some((language) => language.code === code)

/** The language that is spoken now. */
export const useKioskLanguage = (): Language => {
  const code = useLanguage()
  return isLanguage(code) ? code : 'en'
}

type Same<Words> = { readonly [Key in keyof Words]: string }

/** Registers words in the three languages, and answers the hook that says them. */
export const defineKioskWords = <Words extends Readonly<Record<string, string>>>(
  namespace: string,
  { es, ...both }: { readonly en: Words; readonly hi: Same<Words>; readonly es: Same<Words> },
) => {
  i18next.addResourceBundle('es', namespace, es)
  return defineWords<Words>(namespace, both)
}
