import type { CorridorView } from '#wire/payments'

/** The name of a country as the language says it. */
export const countryName = (country: string, language: string): string =>
  new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country

export const corridorName = (
  { country, currency }: Pick<CorridorView, 'country' | 'currency'>,
  language: string,
): string => `${countryName(country, language)}, ${currency}`

/** Noon of a day, so that no time zone makes it another one. */
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00`)
