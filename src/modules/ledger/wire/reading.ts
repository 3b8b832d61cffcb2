/** The book as staff and service clients read it. */
import { z } from 'zod'
import { currency, endpoint, instant, minorUnits, uuid } from '#platform/endpoint'
import { largestMinor } from '#platform/money'

const ledgerFlags = [
  'debitsMustNotExceedCredits',
  'creditsMustNotExceedDebits',
  'frozen',
  'closed',
  'history',
  'imported',
] as const
const transferFlags = ['linked', 'balancingDebit', 'balancingCredit', 'imported'] as const
const kinds = ['posted', 'pending', 'post', 'void', 'expire', 'reverse'] as const

/** A ledger has a currency unless it holds an asset of another kind. */
const book = {
  ledger: z.int().meta({ description: 'The part of the book; for a currency its ISO 4217 numeric code.' }),
  currency: currency.nullable().meta({ description: 'Null where the ledger holds something else.' }),
}

const counters = {
  debitsPending: minorUnits,
  debitsPosted: minorUnits,
  creditsPending: minorUnits,
  creditsPosted: minorUnits,
}

const balance = minorUnits.meta({ description: 'Credits posted less debits posted, in minor units.' })
const calendarDate = z.iso.date().meta({ description: 'A calendar date (UTC).' })

const day = z
  .string()
  .regex(/^(19|2\d)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date from 1900 on, as 2026-03-31')
  .refine((text) => new Date(`${text}T00:00:00Z`).getUTCDate() === Number(text.slice(8)), 'a date of the calendar')
  .meta({ format: 'date', description: 'Everything whose value date has come by the end of this day (UTC).' })

const by = {
  at: instant.meta({ description: 'Everything booked by this instant, itself included.' }).optional(),
  valueDate: day.optional(),
}
const isOneOf = ({ at, valueDate }: { at?: string; valueDate?: string }) => at === undefined || valueDate === undefined
const oneOf = { message: 'give an instant or a value date, not both', path: ['valueDate'] }

export const ledgerAccount = z
  .strictObject({
    id: uuid,
    ...book,
    code: z.int().meta({ description: 'Its place in the chart of accounts.' }),
    flags: z.array(z.enum(ledgerFlags)),
    ...counters,
    balance,
    createdAt: instant,
  })
  .meta({ id: 'LedgerAccount', description: 'An account of the book with its four counters.' })

const end = z
  .strictObject({
    id: uuid,
    kind: z.enum(['post', 'void', 'expire', 'reverse']),
    amount: minorUnits,
    bookedAt: instant,
  })
  .meta({ id: 'LedgerTransferEnd', description: 'What ended a pending transfer or reversed a posted one.' })

export const ledgerTransfer = z
  .strictObject({
    id: uuid,
    position: z.string().meta({ description: 'Its place in the book; along an account it only grows.' }),
    kind: z.enum(kinds),
    flags: z.array(z.enum(transferFlags)),
    debit: uuid,
    credit: uuid,
    amount: minorUnits,
    ...book,
    code: z.int().meta({ description: 'What it was for.' }),
    refersTo: uuid
      .nullable()
      .meta({ description: 'The pending transfer that it ended, or the posted one that it reverses.' }),
    expiresAt: instant.nullable().meta({ description: 'When a pending one is released by itself.' }),
    bookedAt: instant,
    valueDate: calendarDate,
    isLate: z.boolean().meta({ description: 'An account of it had seen a later booking time before.' }),
    debitBalance: balance.meta({ description: 'The debited account’s balance after it.' }),
    creditBalance: balance.meta({ description: 'The credited account’s balance after it.' }),
    endedBy: end.nullable().meta({ description: 'Null while nothing has ended or reversed it.' }),
  })
  .meta({ id: 'LedgerTransfer', description: 'A transfer as it stands in the book, for good.' })

const tag = 'Ledger'
const one = { params: z.strictObject({ id: uuid }), refusals: ['not-in-book'] }

export const readAccount = endpoint({
  method: 'GET',
  path: '/v1/ledger/accounts/{id}',
  tag,
  summary: 'An account of the book',
  ...one,
  answer: ledgerAccount,
})

export const readTransfer = endpoint({
  method: 'GET',
  path: '/v1/ledger/transfers/{id}',
  tag,
  summary: 'A transfer of the book, and how it ended',
  ...one,
  answer: ledgerTransfer,
})

const digits = z
  .string()
  .regex(/^\d{1,19}$/, 'whole minor units as digits')
  .refine((text) => !/^\d{19}$/.test(text) || BigInt(text) <= largestMinor, 'at most 9223372036854775807')

const listOf = (item: string, what: string) =>
  z
    .string()
    .max(200)
    .regex(new RegExp(`^${item}(,${item}){0,19}$`), `up to 20 ${what}, with commas between them`)

const limit = z
  .string()
  .regex(/^([1-9]|[1-9]\d|100)$/, '1 to 100')
  .optional()
  .meta({ description: 'Up to 100 on a page; 25 where left out.' })

const cursor = digits.optional().meta({ description: 'What the page before answered as `next`.' })
const next = z.string().nullable().meta({ description: 'Pass it as `cursor` for the next page; null on the last.' })

export const readAccountTransfers = endpoint({
  method: 'GET',
  path: '/v1/ledger/accounts/{id}/transfers',
  tag,
  summary: 'Transfers of an account, a page at a time',
  ...one,
  query: z.strictObject({
    side: z.enum(['debit', 'credit']).optional().meta({ description: 'Only where the account is on this side.' }),
    codes: listOf('\\d{1,9}', 'codes').optional().meta({ description: 'Only transfers with one of these codes.' }),
    kinds: listOf(`(${kinds.join('|')})`, 'kinds')
      .optional()
      .meta({ description: `Only these kinds: ${kinds.join(', ')}.` }),
    bookedFrom: instant.optional().meta({ description: 'Booked at this instant or later.' }),
    bookedBefore: instant.optional().meta({ description: 'Booked before this instant.' }),
    amountFrom: digits.optional().meta({ description: 'At least so many minor units.' }),
    amountTo: digits.optional().meta({ description: 'At most so many minor units.' }),
    order: z.enum(['newest', 'oldest']).optional().meta({ description: 'Which come first; newest where left out.' }),
    cursor,
    limit,
  }),
  answer: z.strictObject({ items: z.array(ledgerTransfer), next }),
})

export const readBalance = endpoint({
  method: 'GET',
  path: '/v1/ledger/accounts/{id}/balance',
  tag,
  summary: 'The balance of an account now, at an instant, or by value date',
  ...one,
  query: z.strictObject(by).refine(isOneOf, oneOf),
  answer: z.strictObject({
    account: uuid,
    ...book,
    at: instant.nullable(),
    valueDate: calendarDate.nullable(),
    balance,
    counters: z
      .strictObject(counters)
      .nullable()
      .meta({ description: 'By booking time, of an account that keeps its history.' }),
  }),
})

export const readHistory = endpoint({
  method: 'GET',
  path: '/v1/ledger/accounts/{id}/history',
  tag,
  summary: 'The four counters of an account after each of its transfers, newest first',
  description: 'Empty for an account without the flag `history`.',
  ...one,
  query: z.strictObject({ cursor, limit }),
  answer: z.strictObject({
    items: z.array(z.strictObject({ transfer: uuid, bookedAt: instant, ...counters })),
    next,
  }),
})

const chartClass = z.enum(['asset', 'liability', 'equity', 'income', 'expense'])
const side = z.enum(['debit', 'credit'])

export const chartCode = z
  .strictObject({
    code: z.int(),
    key: z.string().meta({ description: 'Stable; what a screen translates the name by.' }),
    name: z.string().meta({ description: 'In English.' }),
    class: chartClass,
    normalSide: side.meta({ description: 'The side on which its balance usually stands.' }),
    isControl: z
      .boolean()
      .meta({ description: 'It has no accounts of its own; its balance is that of the codes under it.' }),
    control: z.int().nullable().meta({ description: 'The control code that it stands under.' }),
  })
  .meta({ id: 'ChartCode', description: 'A code of the chart of accounts.' })

export const readChart = endpoint({
  method: 'GET',
  path: '/v1/ledger/chart',
  tag,
  summary: 'The chart of accounts',
  answer: z.strictObject({ items: z.array(chartCode) }),
})

// Sums over many accounts may be longer than what one account holds.
const sum = z
  .string()
  .regex(/^-?(0|[1-9]\d{0,37})$/)
  .meta({ description: 'Minor units as digits.' })

const line = z
  .strictObject({
    code: z.int(),
    key: z.string().nullable().meta({ description: 'Null for a code that the chart does not know.' }),
    name: z.string().nullable(),
    class: chartClass.nullable(),
    normalSide: side.nullable(),
    isControl: z.boolean().meta({ description: 'The sum of the codes under it, which have lines of their own.' }),
    control: z.int().nullable(),
    debits: sum,
    credits: sum,
    balance: sum.meta({ description: 'Credits less debits.' }),
  })
  .meta({ id: 'TrialBalanceLine' })

export const readTrialBalance = endpoint({
  method: 'GET',
  path: '/v1/ledger/trial-balance',
  tag,
  summary: 'Debits and credits by ledger and code, now, at an instant, or by value date',
  query: z.strictObject(by).refine(isOneOf, oneOf),
  answer: z.strictObject({
    at: instant.nullable(),
    valueDate: calendarDate.nullable(),
    ledgers: z.array(z.strictObject({ ...book, debits: sum, credits: sum, lines: z.array(line) })),
  }),
})
