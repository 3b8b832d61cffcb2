/** What a payer types in place of an account number: a name at this bank, a phone number, an email. */
import { normalizeEmail, normalizePhone } from '#platform/sealing'

export type AddressKind = 'name' | 'phone' | 'email'

export interface Address {
  readonly kind: AddressKind
  /** Of a name without "@bank"; a phone in E.164, an email in lower case. */
  readonly value: string
}

const ofThisBank = '@bank'

/** What was typed, or undefined where it is none of the three. */
export const parseAddress = (typed: string): Address | undefined => {
  const text = typed.trim().toLowerCase()
  if (text.endsWith(ofThisBank)) return { kind: 'name', value: text.slice(0, -ofThisBank.length) }
  if (text.startsWith('+')) {
    const number = normalizePhone(text)
    return /^\+[1-9]\d{7,14}$/.test(number) ? { kind: 'phone', value: number } : undefined
  }
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text) ? { kind: 'email', value: normalizeEmail(text) } : undefined
}

const dots = '•••'

/** The address as it is kept and shown: a name as it is, of a phone the ends, of an email the first letter and the domain. */
export const maskAddress = ({ kind, value }: Address): string => {
  if (kind === 'name') return value + ofThisBank
  if (kind === 'phone') return `${value.slice(0, 3)} ${dots} ${value.slice(-2)}`
  const at = value.lastIndexOf('@')
  return `${[...value][0]}${dots}${value.slice(at)}`
}

const wordsOf = (name: string) => name.split(/\s+/).filter((word) => word !== '')
// Accents of Latin, Greek and Cyrillic go; the vowel signs of other scripts are letters of their own.
const plain = (word: string) =>
  word
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()

/** The real name for who has nearly typed it: words that were typed stand in full, of the others the first letter. */
export const maskName = (holder: string, typed: string): string => {
  const known = new Set(wordsOf(typed).map(plain))
  return wordsOf(holder)
    .map((word) => (known.has(plain(word)) ? word : `${[...word][0]}${dots}`))
    .join(' ')
}
