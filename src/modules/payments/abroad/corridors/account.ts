/** Account numbers and bank codes of other countries. */

export type AccountForm = 'iban' | 'bank-and-account'

/** Of some countries the length of an IBAN (ISO 13616 registry); of the others 15 to 34 characters. */
const ibanLengths: Readonly<Record<string, number>> = {
  DE: 22,
  FR: 27,
  ES: 24,
  IT: 27,
  NL: 18,
  AT: 20,
  BE: 16,
  IE: 22,
  PT: 25,
  GB: 22,
  KW: 30,
  AE: 23,
}

const digitsOf = (letter: string): string => (letter <= '9' ? letter : String(letter.charCodeAt(0) - 55))

/** ISO 7064, modulo 97-10, over the number with its first four characters at the end. */
const hasRightDigits = (iban: string): boolean => {
  let rest = 0
  for (const digit of [...(iban.slice(4) + iban.slice(0, 4))].map(digitsOf).join(''))
    rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

/** Without what people put between for reading. */
export const plainAccount = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase()

export const isIban = (account: string, country: string): boolean =>
  /^[A-Z]{2}\d\d[A-Z0-9]{11,30}$/.test(account) &&
  account.startsWith(country) &&
  account.length === (ibanLengths[country] ?? account.length) &&
  hasRightDigits(account)

/** ISO 9362: bank, country, place, and sometimes a branch. */
export const isBic = (code: string, country: string): boolean =>
  /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(code) && code.slice(4, 6) === country

/** What is wrong with an account of this form in this country; null where nothing is. */
export const faultOfAccount = (
  form: AccountForm,
  country: string,
  { account, bank }: { readonly account: string; readonly bank: string | null },
): 'account' | 'bank' | null => {
  if (bank !== null && !isBic(bank, country)) return 'bank'
  if (form === 'iban') return isIban(account, country) ? null : 'account'
  if (bank === null) return 'bank'
  return /^[A-Z0-9]{4,34}$/.test(account) ? null : 'account'
}
