import type { z } from 'zod'
import type { trial } from '#wire/payments'
import { parseAmount } from '../../../kit/amount-parse.ts'
import { type CurrencyCode, exponentOf } from '../../../kit/currency.ts'

export type Asked = z.input<typeof trial.body>
export type Tried = z.output<typeof trial.answer>

/** A payment as it is being described. */
export type Draft = {
  readonly kind: Asked['kind']
  readonly currency: CurrencyCode
  readonly amount: string
  readonly payer: string
  readonly payee: string
  /** What was typed in the place of what is computed, by feature. */
  readonly overrides: Readonly<Record<string, string>>
}

export const emptyDraft: Draft = { kind: 'send', currency: 'INR', amount: '', payer: '', payee: '', overrides: {} }

export type Fault = 'amountMissing' | 'amountTooLarge' | 'partyWrong' | 'overrideWrong'

const LARGEST = 1e12
const party = /^(\d{12}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
const number = /^[-−]?(\d+\.?\d*|\.\d+)$/

const plain = (text: string): string => text.replaceAll(/\s/g, '')

/** The number that a text means; null for a question mark, undefined for what is neither. */
export const readOverride = (text: string): number | null | undefined => {
  const typed = plain(text)
  if (typed === '?') return null
  const value = number.test(typed) ? Number(typed.replace('−', '-')) : Number.NaN
  return Math.abs(value) <= LARGEST ? value : undefined
}

const faultOfAmount = ({ amount, currency }: Draft): Fault | undefined => {
  const read = parseAmount(amount, exponentOf(currency))
  if (read.kind === 'too-large') return 'amountTooLarge'
  if (read.kind !== 'amount' || read.minor === 0n) return 'amountMissing'
  return read.minor > BigInt(Number.MAX_SAFE_INTEGER) ? 'amountTooLarge' : undefined
}

const faultOfParty = (text: string): Fault | undefined =>
  plain(text) === '' || party.test(plain(text)) ? undefined : 'partyWrong'

const isGiven = ([, text]: readonly [string, string]): boolean => plain(text) !== ''

/** What is wrong with a description, by field. */
export const faultsOf = (draft: Draft): Readonly<Record<string, Fault>> => {
  const faults: [string, Fault | undefined][] = [
    ['amount', faultOfAmount(draft)],
    ['payer', faultOfParty(draft.payer)],
    ['payee', draft.kind === 'withdrawal' ? undefined : faultOfParty(draft.payee)],
    ...Object.entries(draft.overrides)
      .filter(isGiven)
      .map(([feature, text]): [string, Fault | undefined] => [
        feature,
        readOverride(text) === undefined ? 'overrideWrong' : undefined,
      ]),
  ]
  return Object.fromEntries(faults.flatMap(([field, fault]) => (fault ? [[field, fault]] : [])))
}

/** What is asked of the bank; the description must be without faults. */
export const askedOf = ({ kind, currency, amount, payer, payee, overrides }: Draft): Asked => {
  const read = parseAmount(amount, exponentOf(currency))
  const given = Object.entries(overrides).filter(isGiven)
  return {
    kind,
    amount: { currency, minor: read.kind === 'amount' ? read.minor.toString() : '' },
    payer: plain(payer) || undefined,
    payee: kind === 'withdrawal' ? undefined : plain(payee) || undefined,
    overrides: Object.fromEntries(given.map(([feature, text]) => [feature, readOverride(text) ?? null])),
  }
}

const OFFERED = 8

/** The features with the largest effect, and those that somebody has typed in: no field goes away under their hands. */
export const offeredOf = ({ contributions, computed }: Tried, typed: readonly string[]): string[] => {
  const known = new Set(computed.map(({ feature }) => feature))
  const strongest = contributions.map(({ feature }) => feature).filter((feature) => known.has(feature))
  return [...new Set([...strongest.slice(0, OFFERED), ...typed])]
}
