/** One line of a statement, whatever file it came in. */
import type { CurrencyCode } from '#platform/money'
import { readDay } from '../calendars/day.ts'
import { minorOf } from '../files/judge.ts'
import { statementBroken } from './refusals.ts'

export interface StatementLine {
  /** YYYY-MM-DD. */
  readonly day: string
  /** More than zero for what came in. */
  readonly minor: bigint
  readonly reference: string
  readonly detail: string
}

interface Written {
  readonly line: number
  readonly day: string
  readonly amount: string
  readonly reference: string
  readonly detail: string
}

const isDay = (text: string): boolean => {
  try {
    readDay(text)
    return true
  } catch (error) {
    // It says by throwing that a text is no day.
    if (error instanceof RangeError) return false
    throw error
  }
}

const plain = (text: string, most: number): string =>
  [...text.replace(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu, ' ').trim()].slice(0, most).join('')

/** Throws statement-broken. */
export const readLine = ({ line, day, amount, reference, detail }: Written, currency: CurrencyCode): StatementLine => {
  if (!isDay(day)) throw statementBroken(line, `“${plain(day, 20)}” is no day such as 2026-03-31`)
  const [, sign, digits] = /^([+-]?)(\d[\d.]*)$/.exec(amount) ?? []
  const minor = digits === undefined ? null : minorOf(digits, currency)
  if (minor === null) throw statementBroken(line, `“${plain(amount, 30)}” is no amount of ${currency}`)
  return { day, minor: sign === '-' ? -minor : minor, reference: plain(reference, 35), detail: plain(detail, 140) }
}
