/** What came of a check, as a slip of paper: the seal and the facts, or why not. */
import { currencies } from '#platform/money'
import type { Seen } from '../shared/receipts/look-at.ts'
import { sealPaths } from '../shared/receipts/seal.ts'
import { drawing, element } from './elements.ts'
import { type Language, languages, type Words } from './words.ts'

const locales: Record<Language, string> = { en: 'en-IN', hi: 'hi-IN' }

const moneyOf = (minor: string, ledger: number, locale: string): string => {
  const [currency, { exponent }] = Object.entries(currencies).find(([, each]) => each.ledger === ledger) ?? [
    '',
    { exponent: 0 },
  ]
  const digits = minor.padStart(exponent + 1, '0')
  const amount = exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
  // Intl takes the digits as text, so that no amount is too large for it.
  const options = { style: 'currency', currency: currency || 'XXX' } as const
  return new Intl.NumberFormat(locale, options).format(amount as unknown as number)
}

const timeOf = (ms: number, locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'medium' }).format(ms)

const seal = ({ hash }: Seen, label: string): SVGElement =>
  drawing(
    'svg',
    { viewBox: '-100 -100 200 200', role: 'img', 'aria-label': label },
    drawing('circle', { r: '97.5', class: 'ring', 'stroke-width': '1.4' }),
    drawing('circle', { r: '76', class: 'ring', 'stroke-width': '.7' }),
    ...sealPaths(hash).map((d) => drawing('path', { d, class: 'curve' })),
    drawing('circle', { r: '19', class: 'heart' }),
    drawing('path', { d: 'M-8 .5l5.5 6L9-6.5', class: 'tick' }),
  )

const facts = (rows: readonly (readonly [string, string, string?])[]) =>
  element(
    'dl',
    {},
    ...rows.flatMap(([word, value, kind]) => [
      element('dt', {}, word),
      element('dd', kind ? { class: kind } : {}, value),
    ]),
  )

const proof = (seen: Seen, words: Words, language: Language, knowsKeys: boolean) => {
  const count = (value: number) => value.toLocaleString(locales[language])
  const place = words.placeOf
    .replace('{{index}}', count((seen.index ?? 0) + 1))
    .replace('{{size}}', count(seen.size ?? 0))
  return element(
    'details',
    {},
    element('summary', {}, words.how),
    element('p', { class: 'soft' }, words.sum),
    facts([
      [words.place, place],
      [words.signed, words.signedBy],
      [words.at, timeOf((seen.signedAt ?? 0) * 1000, locales[language])],
      [words.log, seen.origin ?? ''],
      [words.took, `${seen.tookMs.toFixed(0)} ms`],
    ]),
    element('p', { class: 'soft' }, knowsKeys ? words.keysOfBank : words.keysOfFile),
  )
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

const shownAs = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** Whatever else the log holds: its fields as they stand. */
const deedOf = (seen: Seen, language: Language, knowsKeys: boolean): HTMLElement => {
  const { words } = languages[language]
  const { fields, type } = seen.leaf ?? {}
  const rows = Object.entries((fields ?? {}) as Record<string, unknown>)
  return element(
    'section',
    { class: 'slip', role: 'status' },
    element('div', { class: 'disc' }, seal(seen, words.proved)),
    element('h2', {}, words.proved),
    element('p', { class: 'figure deed' }, text(type)),
    facts(rows.map(([name, value]) => [name, shownAs(value), 'hash'] as const)),
    proof(seen, words, language, knowsKeys),
  )
}

/** The slip of a check. */
export const slipOf = (seen: Seen, language: Language, knowsKeys: boolean): HTMLElement => {
  const { words, faults } = languages[language]
  if (seen.fault !== null)
    return element(
      'section',
      { class: 'slip wrong', role: 'alert' },
      element('h2', {}, words.wrong),
      element('p', {}, faults[seen.fault]),
    )
  if (seen.leaf?.type !== 'transfer') return deedOf(seen, language, knowsKeys)
  const { amount, ledger, bookedAt, debit, credit, id, pending } = seen.leaf
  const locale = locales[language]
  return element(
    'section',
    { class: 'slip', role: 'status' },
    element('div', { class: 'disc' }, seal(seen, words.proved)),
    element('h2', {}, words.proved),
    element('p', { class: 'figure' }, moneyOf(text(amount), Number(ledger), locale)),
    facts([
      [words.when, timeOf(Number(bookedAt), locale)],
      [words.from, text(debit), 'hash'],
      [words.to, text(credit), 'hash'],
      [words.number, text(pending) || text(id), 'hash'],
    ]),
    proof(seen, words, language, knowsKeys),
  )
}
