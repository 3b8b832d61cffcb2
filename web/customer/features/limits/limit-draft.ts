import type { LimitKind } from '#wire/products'
import { parseAmount } from '../../../kit/amount-parse.ts'
import type { CurrencyCode } from '../../../kit/currency.ts'
import { exponentOf } from '../../../kit/currency.ts'
import { formatDigits } from '../../../kit/money-format.ts'

/** The text of a limit in its field; empty where there is none. */
export const textOf = (minor: string | null, currency: CurrencyCode): string =>
  minor === null ? '' : formatDigits({ currency, minor: BigInt(minor) })

/** The limit that a text means: minor units as digits, null for none, undefined where it is no amount. */
export const limitOf = (text: string, currency: CurrencyCode): string | null | undefined => {
  const read = parseAmount(text, exponentOf(currency))
  if (read.kind === 'empty') return null
  return read.kind === 'amount' && read.minor.toString().length <= 18 ? read.minor.toString() : undefined
}

export const limitParts = ['perPayment', 'perDay', 'perMonth', 'toNew'] as const
export type LimitPart = (typeof limitParts)[number]
export type Parts = Readonly<Record<LimitPart, string | null>>

/** Cash has no payee who could be new. */
export const partsOf = (kind: LimitKind): readonly LimitPart[] =>
  limitParts.filter((part) => part !== 'toNew' || kind === 'send')

/** Something for each part. */
export const byPart = <Value>(make: (part: LimitPart) => Value): Record<LimitPart, Value> => ({
  perPayment: make('perPayment'),
  perDay: make('perDay'),
  perMonth: make('perMonth'),
  toNew: make('toNew'),
})

const isMore = (wanted: string | null, now: string | null): boolean =>
  now !== null && (wanted === null || BigInt(wanted) > BigInt(now))

/** Whether any part of it lets through more than what holds, which takes proof. */
export const isRaise = (wanted: Parts, now: Parts): boolean =>
  limitParts.some((part) => isMore(wanted[part], now[part]))
