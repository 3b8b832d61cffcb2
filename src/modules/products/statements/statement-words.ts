/** The words of a statement in the languages of the bank. */
import type { LineKind } from './statement.ts'

export type Language = 'en' | 'hi'

export interface StatementWords {
  readonly title: string
  readonly bank: string
  readonly account: string
  readonly owner: string
  readonly period: string
  readonly made: string
  readonly currency: string
  readonly number: string
  readonly date: string
  readonly time: string
  readonly details: string
  readonly note: string
  readonly kind: string
  readonly reference: string
  readonly in: string
  readonly out: string
  readonly balance: string
  readonly opening: string
  readonly closing: string
  readonly carried: string
  readonly brought: string
  readonly total: string
  readonly nothing: string
  readonly utc: string
  readonly entriesOf: string
  readonly page: (number: number, all: number) => string
  readonly kinds: Readonly<Record<LineKind, string>>
}

const en: StatementWords = {
  title: 'Account statement',
  bank: 'Bankserver',
  account: 'Account',
  owner: 'Account of',
  period: 'Period',
  made: 'Made',
  currency: 'Currency',
  number: 'No.',
  date: 'Date',
  time: 'Time (UTC)',
  details: 'Details',
  note: 'Note',
  kind: 'Kind',
  reference: 'Reference',
  in: 'In',
  out: 'Out',
  balance: 'Balance',
  opening: 'Opening balance',
  closing: 'Closing balance',
  carried: 'Carried forward',
  brought: 'Brought forward',
  total: 'In this period',
  nothing: 'Nothing was written on this account in this period.',
  utc: 'Days and times are in UTC.',
  entriesOf: 'Entries with the balance after each, oldest first',
  page: (number, all) => `Page ${number} of ${all}`,
  kinds: {
    send: 'Transfer',
    deposit: 'Cash in',
    withdrawal: 'Cash out',
    card: 'Card payment',
    opening: 'Opening',
    exchange: 'Exchange',
    fee: 'Fee',
    charge: 'Merchant',
    capture: 'Merchant',
    refund: 'Refund',
    dispute: 'Dispute',
    other: 'Booking',
  },
}

const hi: StatementWords = {
  title: 'खाते का विवरण',
  bank: 'Bankserver',
  account: 'खाता',
  owner: 'खाताधारक',
  period: 'अवधि',
  made: 'बनाया गया',
  currency: 'मुद्रा',
  number: 'क्रम',
  date: 'तारीख',
  time: 'समय (UTC)',
  details: 'ब्योरा',
  note: 'टिप्पणी',
  kind: 'प्रकार',
  reference: 'संदर्भ',
  in: 'आया',
  out: 'गया',
  balance: 'बाकी',
  opening: 'शुरुआती बाकी',
  closing: 'आखिरी बाकी',
  carried: 'आगे ले जाया गया',
  brought: 'पिछले पन्ने से',
  total: 'इस अवधि में',
  nothing: 'इस अवधि में इस खाते में कुछ नहीं लिखा गया।',
  utc: 'दिन और समय UTC में हैं।',
  entriesOf: 'हर लेन-देन और उसके बाद की बाकी रकम, पुराने पहले',
  page: (number, all) => `पन्ना ${number} / ${all}`,
  kinds: {
    send: 'भेजी रकम',
    deposit: 'नकद जमा',
    withdrawal: 'नकद निकासी',
    card: 'कार्ड से भुगतान',
    opening: 'शुरुआत',
    exchange: 'मुद्रा बदली',
    fee: 'शुल्क',
    charge: 'दुकान',
    capture: 'दुकान',
    refund: 'वापसी',
    dispute: 'आपत्ति',
    other: 'लेन-देन',
  },
}

export const wordsOf: Readonly<Record<Language, StatementWords>> = { en, hi }
