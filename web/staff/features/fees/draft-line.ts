import type { FeeLine } from '#wire/products'
import { parseAmount } from '../../../kit/amount-parse.ts'
import { type CurrencyCode, exponentOf } from '../../../kit/currency.ts'

/** A line as it is typed; empty bounds are none. */
export interface DraftLine {
  readonly key: string
  readonly kind: FeeLine['kind']
  readonly product: 'all' | 'current' | 'savings'
  readonly currency: CurrencyCode
  readonly from: string
  readonly below: string
  readonly flat: string
  readonly rate: string
  readonly minimum: string
  readonly maximum: string
  readonly free: string
  readonly mostInMonth: string
}

export type Amounts = 'from' | 'below' | 'flat' | 'minimum' | 'maximum' | 'mostInMonth'

/** Only these are counted by the month. */
export const isMonthly = ({ kind }: Pick<DraftLine, 'kind'>): boolean => kind === 'send' || kind === 'withdrawal'

export const emptyLine = (key: string): DraftLine => ({
  key,
  kind: 'send',
  product: 'all',
  currency: 'INR',
  from: '',
  below: '',
  flat: '',
  rate: '0',
  minimum: '',
  maximum: '',
  free: '',
  mostInMonth: '',
})

const typed = (minor: string | null, currency: CurrencyCode): string => {
  if (minor === null || minor === '0') return ''
  const exponent = exponentOf(currency)
  const digits = minor.padStart(exponent + 1, '0')
  return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

export const draftOf = (line: FeeLine, key: string): DraftLine => ({
  key,
  kind: line.kind,
  product: line.product ?? 'all',
  currency: line.currency,
  from: typed(line.from, line.currency),
  below: typed(line.below, line.currency),
  flat: typed(line.flat, line.currency),
  rate: String(line.basisPoints),
  minimum: typed(line.minimum, line.currency),
  maximum: typed(line.maximum, line.currency),
  free: line.free === undefined ? '' : String(line.free),
  mostInMonth: typed(line.mostInMonth ?? null, line.currency),
})

/** Minor units of what is typed; null where it is no amount, and undefined where nothing is typed. */
export const minorOf = (text: string, currency: CurrencyCode): string | null | undefined => {
  if (text.trim() === '') return undefined
  const parsed = parseAmount(text, exponentOf(currency))
  return parsed.kind === 'amount' ? parsed.minor.toString() : null
}

export const isRate = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 10_000

/** How many payments of a month are free; empty for none. */
export const isCount = (text: string): boolean => text === '' || (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= 10_000)

const monthOf = ({ free, ...draft }: DraftLine, mostInMonth: string | undefined) => ({
  ...(isMonthly(draft) && free !== '' && { free: Number(free) }),
  ...(isMonthly(draft) && mostInMonth !== undefined && { mostInMonth }),
})

/** The line as the bank takes it, or null where something in it is wrong. */
export const lineOf = (draft: DraftLine): FeeLine | null => {
  const read = (name: Amounts) => minorOf(draft[name], draft.currency)
  const names = ['from', 'below', 'flat', 'minimum', 'maximum', 'mostInMonth'] as const
  const amounts = names.map(read)
  const [from, below, flat, minimum, maximum, mostInMonth] = amounts
  if (amounts.includes(null) || !isRate(draft.rate) || !isCount(draft.free)) return null
  return {
    kind: draft.kind,
    product: draft.product === 'all' ? null : draft.product,
    currency: draft.currency,
    from: from ?? '0',
    below: below ?? null,
    flat: flat ?? '0',
    basisPoints: Number(draft.rate),
    minimum: minimum ?? '0',
    maximum: maximum ?? null,
    ...monthOf(draft, mostInMonth ?? undefined),
  }
}
