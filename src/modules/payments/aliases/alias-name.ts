/** Which names may be chosen, and which of them look alike. */
import { Refusal } from '#platform/refusal'

const notAllowed = (detail: string) => new Refusal('alias-not-allowed', 422, detail)

/** Words that make a name sound like an office. No part of a name between dots, hyphens and underscores is one of them. */
const reserved = new Set(
  `account accounts admin administrator agent alert alerts atm authority bank bankserver billing care cashback
  compliance court customer customercare customs debug director fraud government govt head help helpdesk helpline
  incometax info invoice kyc kycupdate legal loan lottery mail manager merchant moderator noreply notice office official
  operator passport password pay payment payments police postmaster prize rbi reservebank refund refunds reward rewards root safe safeaccount
  secure security service services signin staff support supervisor system tax team test treasury update upi verify verification verified webmaster
  winner`.split(/\s+/),
)

const separators = /[._-]/g

/** Digits and letters that a reader takes for another letter. */
const single: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '2': 'z',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'b',
  '7': 't',
  '8': 'b',
  '9': 'g',
  i: 'l',
  q: 'g',
  v: 'u',
  w: 'u',
}

const withoutDoubles = (text: string) => text.replace(/(.)\1+/g, '$1')

/** What a name looks like: without separators, with one letter for all that resemble it, each once where it is doubled. */
export const likenessOf = (name: string): string => {
  const letters = name.replace(separators, '').replace(/./g, (letter) => single[letter] ?? letter)
  // Two letters side by side that are read as one.
  return withoutDoubles(withoutDoubles(letters).replaceAll('rn', 'm').replaceAll('cl', 'd'))
}

const reservedLikenesses = new Set([...reserved].map(likenessOf))
const isReserved = (part: string) => reserved.has(part) || reservedLikenesses.has(likenessOf(part))

/** Throws alias-not-allowed, with the rule that is broken. */
export const checkAliasName = (name: string): void => {
  if (!/^[a-z0-9._-]+$/.test(name))
    throw notAllowed('A name has the letters a to z, digits, dots, hyphens and underscores.')
  if (name.length < 3 || name.length > 30) throw notAllowed('A name has 3 to 30 characters.')
  if (!/^[a-z]/.test(name)) throw notAllowed('A name begins with a letter.')
  if (/[._-]{2}|[._-]$/.test(name))
    throw notAllowed('A dot, hyphen or underscore stands between letters or digits, alone.')
  if (likenessOf(name).length < 2) throw notAllowed('A name has more than one letter.')
  if ([name, name.replace(separators, ''), ...name.split(separators)].some((part) => part !== '' && isReserved(part)))
    throw notAllowed('This name sounds like an office of the bank or of the state. Please choose another one.')
}
