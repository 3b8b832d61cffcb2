import type { CurrencyCode } from './currency.ts'

/** What a currency's units are called, one and many, whole and part. */
export type UnitNames = {
  readonly one: string
  readonly many: string
  readonly partOne: string
  readonly partMany: string
}

const names = (one: string, many: string, partOne: string, partMany: string): UnitNames => ({
  one,
  many,
  partOne,
  partMany,
})

const english: Readonly<Record<CurrencyCode, UnitNames>> = {
  INR: names('rupee', 'rupees', 'paisa', 'paise'),
  USD: names('dollar', 'dollars', 'cent', 'cents'),
  EUR: names('euro', 'euros', 'cent', 'cents'),
  GBP: names('pound', 'pounds', 'penny', 'pence'),
  JPY: names('yen', 'yen', '', ''),
  KWD: names('dinar', 'dinars', 'fils', 'fils'),
}

const hindi: Readonly<Record<CurrencyCode, UnitNames>> = {
  INR: names('रुपया', 'रुपये', 'पैसा', 'पैसे'),
  USD: names('डॉलर', 'डॉलर', 'सेंट', 'सेंट'),
  EUR: names('यूरो', 'यूरो', 'सेंट', 'सेंट'),
  GBP: names('पाउंड', 'पाउंड', 'पेनी', 'पेंस'),
  JPY: names('येन', 'येन', '', ''),
  KWD: names('दीनार', 'दीनार', 'फ़िल्स', 'फ़िल्स'),
}

/** Names of the units of a currency, in English or Hindi. */
export const unitNames = (currency: CurrencyCode, language: string): UnitNames =>
  (language === 'hi' ? hindi : english)[currency]
