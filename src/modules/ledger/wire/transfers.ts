/** Transfers of the book in batches, as they travel. */
import { z } from 'zod'
import { batchEndpoint, currency, instant, uuid } from '#platform/endpoint'
import { largestMinor } from '#platform/money'
import { transferResults } from './results.ts'

const largestInteger = 2_147_483_647
const wholeNumber = z.int().min(0).max(largestInteger)

// Zero is taken, because the book has a result for it; a stream need not end there.
const bookAmount = z
  .strictObject({
    currency,
    minor: z
      .string()
      .regex(/^(0|[1-9]\d{0,18})$/, 'whole minor units as digits')
      .refine((digits) => !/^\d{19}$/.test(digits) || BigInt(digits) <= largestMinor, 'at most 9223372036854775807')
      .meta({ description: 'Whole minor units as digits in a string, at most 9223372036854775807.' }),
  })
  .meta({ id: 'BookAmount', description: 'An amount in the book; its currency names the ledger.' })

/** A calendar date from 1900 on. */
const day = z
  .string()
  .regex(/^(19|2\d)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date from 1900 on, as 2026-03-31')
  .refine((text) => new Date(`${text}T00:00:00Z`).getUTCDate() === Number(text.slice(8)), 'a date of the calendar')

/** An instant in the past, of what is imported. */
export const importedAt = instant.refine((text) => text >= '1900', 'from 1900 on')

const asked = {
  id: uuid.meta({ description: 'Made by the caller; the idempotency key. Not zero.' }),
  isLinked: z.boolean().optional().meta({ description: 'In one chain with the next item: all or none.' }),
  isImported: z.boolean().optional().meta({ description: 'It happened in the past, at `bookedAt`.' }),
  bookedAt: importedAt
    .optional()
    .meta({ description: 'The booking time, given with `isImported` and only with it; otherwise it is now.' }),
  valueDate: day.optional().meta({ format: 'date', description: 'The booking date (UTC) where it is left out.' }),
}

const isImportedWithTime = (item: { isImported?: boolean; bookedAt?: string }) =>
  (item.isImported === true) === (item.bookedAt !== undefined)
const importedWithTime = { message: 'given with isImported, and only with it', path: ['bookedAt'] }

const moving = {
  debit: uuid.meta({ description: 'The account that is debited.' }),
  credit: uuid.meta({ description: 'The account that is credited.' }),
  amount: bookAmount,
  code: wholeNumber.meta({
    description: 'What the transfer is for: 1 send, 2 deposit, 3 withdrawal, 4 card, 5 opening, 6 exchange.',
  }),
  balancing: z
    .enum(['debit', 'credit', 'both'])
    .optional()
    .meta({ description: 'The amount is at most what is there on that side; what moved is in the book.' }),
}

const posted = z
  .strictObject({ kind: z.literal('posted'), ...asked, ...moving })
  .refine(isImportedWithTime, importedWithTime)

const pending = z
  .strictObject({
    kind: z.literal('pending'),
    ...asked,
    ...moving,
    timeoutSeconds: wholeNumber
      .optional()
      .meta({ description: 'Seconds after which it is released by itself; never where it is left out or zero.' }),
  })
  .refine(isImportedWithTime, importedWithTime)

const refersToPending = uuid.meta({ description: 'The pending transfer, in the book or earlier in the same batch.' })

const post = z
  .strictObject({
    kind: z.literal('post'),
    ...asked,
    pending: refersToPending,
    amount: bookAmount
      .optional()
      .meta({ description: 'A part of it; all where it is left out. The rest is released.' }),
  })
  .refine(isImportedWithTime, importedWithTime)

const cancel = z
  .strictObject({ kind: z.literal('void'), ...asked, pending: refersToPending })
  .refine(isImportedWithTime, importedWithTime)

const reverse = z
  .strictObject({
    kind: z.literal('reverse'),
    ...asked,
    reverses: uuid.meta({
      description: 'The posted transfer that is undone, in the book or earlier in the same batch.',
    }),
    code: wholeNumber.optional().meta({ description: 'That of the undone transfer where it is left out.' }),
  })
  .refine(isImportedWithTime, importedWithTime)

const example = {
  kind: 'posted',
  id: '019ce8f2-5a00-7000-8000-0123456789ab',
  debit: '00000000-0000-8000-8000-003010000356',
  credit: '00000000-0000-8000-8000-001010000356',
  amount: { currency: 'INR', minor: '240000' },
  code: 5,
} as const

export const bookTransfer = z.discriminatedUnion('kind', [posted, pending, post, cancel, reverse]).meta({
  id: 'BookTransfer',
  description: 'A transfer of the book as it is asked for: moves money, sets it aside, or ends or undoes another one.',
  examples: [example],
})

const transferResult = z
  .strictObject({
    id: uuid,
    result: z.enum(Object.values(transferResults)).meta({ description: 'ok, or why the item left nothing behind.' }),
  })
  .meta({ id: 'BookTransferResult', description: 'What became of one item.' })

/** Items in one call of the book, in a JSON body, and in one chain; TigerBeetle's own bound. */
export const largestBatch = 8190

/** What both batch endpoints of the book say about how they answer. */
export const howBatchesAnswer = `As JSON, up to ${largestBatch} items are written in one transaction and answered when it is durable. As JSON lines \
(application/x-ndjson), any number of items are written some hundreds at a time, in order, each seeing those before it; a chain is never cut. \
A result is sent when it is durable, so whatever has been answered has happened. A stream that cannot go on ends with a line that holds a \
\`problem\` and the number of the first line that was not done; every line before it has its result. Ids make it safe to send again: after a \
connection that broke, or where an answer is missing, send the same items again. What was written then answers \`exists\` and nothing happens \
twice; a chain that was written answers \`exists\` for its first item and \`linked_event_failed\` for the rest; the same id with other content answers \`exists_with_different_…\`. An item that was refused leaves nothing behind, and sent again it is judged anew.`

export const writeTransfers = batchEndpoint({
  path: '/v1/ledger/transfers',
  tag: 'Service clients',
  summary: 'Write transfers into the book, in batches or as a stream',
  description: `Raw entries of a trusted program: any account may be named, of the house and of customers; nothing is scored and nobody is told. ${howBatchesAnswer}`,
  batch: { name: 'transfers', item: bookTransfer, result: transferResult, most: largestBatch },
  refusals: ['line-too-long', 'chain-too-long', 'too-slow'],
})

export type BookTransfer = z.infer<typeof bookTransfer>
