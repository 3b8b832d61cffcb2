/** The languages of the bank, each under its own name. */
export const languages = [
  { code: 'en', name: 'English' },
  { code: 'hi', name: 'हिन्दी' },
] as const

export type Language = (typeof languages)[number]['code']

const KEY = 'bankserver-language'

/** Whether a word from outside names a language that the bank speaks. */
export const isLanguage = (code: string | null | undefined): code is Language =>
  languages.some((language) => language.code === code)

/** The language to begin with: what was chosen on this device, else what the browser asks for, else English. */
export const firstLanguage = (): Language => {
  const chosen = localStorage.getItem(KEY)
  if (isLanguage(chosen)) return chosen
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en'
}

/** Remembers the choice on this device. */
export const rememberLanguage = (language: Language): void => localStorage.setItem(KEY, language)
