/** What came of a check, as a slip of paper: the seal and the facts, or why not. */
import { currencies } from '#platform/money'
import type { Seen } from '../shared/receipts/look-at.ts'
import { sealPaths } from '../shared/receipts/seal.ts'
import { drawing, element } from './elements.ts'
import { type Language, say, sayFault, spoken } from './words.ts'

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

const proof = (seen: Seen, knowsKeys: boolean) => {
  const locale = locales[spoken()]
  const count = (value: number) => value.toLocaleString(locale)
  const place = say('placeOf', { index: count((seen.index ?? 0) + 1), size: count(seen.size ?? 0) })
  return element(
    'details',
    {},
    element('summary', {}, say('how')),
    element('p', { class: 'soft' }, say('sum')),
    facts([
      [say('place'), place],
      [say('signed'), say(seen.isShort ? 'signedShort' : 'signedBy')],
      ...(seen.signedAt === undefined ? [] : [[say('at'), timeOf(seen.signedAt * 1000, locale)] as const]),
      [say('log'), seen.origin ?? ''],
      [say('took'), `${seen.tookMs.toFixed(0)} ms`],
    ]),
    element('p', { class: 'soft' }, say(knowsKeys ? 'keysOfBank' : 'keysOfFile')),
  )
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

const shownAs = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** Whatever else the log holds: its fields as they stand. */
const deedOf = (seen: Seen, knowsKeys: boolean): HTMLElement => {
  const { fields, type } = seen.leaf ?? {}
  const rows = Object.entries((fields ?? {}) as Record<string, unknown>)
  return element(
    'section',
    { class: 'slip', role: 'status' },
    element('div', { class: 'disc' }, seal(seen, say('proved'))),
    element('h2', {}, say('proved')),
    element('p', { class: 'figure deed' }, text(type)),
    facts(rows.map(([name, value]) => [name, shownAs(value), 'hash'] as const)),
    proof(seen, knowsKeys),
  )
}

const alarm = (title: string, why: string) =>
  element('section', { class: 'slip wrong', role: 'alert' }, element('h2', {}, title), element('p', {}, why))

/** The slip where nothing can be said of a receipt. */
export const cannotSlip = (): HTMLElement => alarm(say('cannot'), say('cannotMore'))

/** The slip of a check. */
export const slipOf = (seen: Seen, knowsKeys: boolean): HTMLElement => {
  if (seen.fault !== null) return alarm(say('wrong'), sayFault(seen.fault))
  if (seen.leaf?.type !== 'transfer') return deedOf(seen, knowsKeys)
  const { amount, ledger, bookedAt, debit, credit, id, pending } = seen.leaf
  const locale = locales[spoken()]
  return element(
    'section',
    { class: 'slip', role: 'status' },
    element('div', { class: 'disc' }, seal(seen, say('proved'))),
    element('h2', {}, say('proved')),
    element('p', { class: 'figure' }, moneyOf(text(amount), Number(ledger), locale)),
    facts([
      [say('when'), timeOf(Number(bookedAt), locale)],
      [say('from'), text(debit), 'hash'],
      [say('to'), text(credit), 'hash'],
      [say('number'), text(pending) || text(id), 'hash'],
    ]),
    proof(seen, knowsKeys),
  )
}
