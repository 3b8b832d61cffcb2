import type { CodeReading } from '#wire/payments'
import { moneyOf } from '../../../kit/currency.ts'
import { formatDigits } from '../../../kit/money-format.ts'

/** What a payment code fills in, and what of it stays as it is. */
export interface CodedDraft {
  readonly code: string
  readonly name: string
  readonly isPrinted: boolean
  readonly locksAmount: boolean
  readonly locksNote: boolean
  readonly draft: { readonly number: string; readonly text: string; readonly note: string }
}

/** Undefined for what is no payment code of this bank. */
export const codedDraftOf = (code: string, { payment }: CodeReading): CodedDraft | undefined =>
  payment
    ? {
        code,
        name: payment.name,
        isPrinted: payment.kind === 'static',
        locksAmount: payment.minor !== null,
        locksNote: payment.note !== '',
        draft: {
          number: payment.number,
          text: payment.minor === null ? '' : formatDigits(moneyOf(payment.currency, payment.minor)),
          note: payment.note,
        },
      }
    : undefined
