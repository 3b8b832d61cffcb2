/** Statements as they travel. */
import { z } from 'zod'
import { currency, endpoint, instant, minorUnits, uuid } from '#platform/endpoint'
import { proof, proofRefusals, stepUp } from '#wire/identity'

export const statementFormat = z.enum(['csv', 'pdf', 'camt.053']).meta({ id: 'StatementFormat' })

const day = z.iso.date().meta({ description: 'A calendar day in UTC, such as 2026-03-31.' })

const period = {
  from: day.meta({ description: 'The first day, in UTC.' }),
  to: day.meta({ description: 'The last day, which is part of it; not later than today.' }),
}

const of = z.strictObject({ id: uuid })

const asked = {
  ...period,
  format: statementFormat,
  language: z.enum(['en', 'hi']).meta({ description: 'Of the words in a PDF or CSV.' }),
}

const moved = z.strictObject({ count: z.number().int(), total: minorUnits })

export const statementSums = z
  .strictObject({
    currency,
    ...period,
    opening: minorUnits.meta({ description: 'The balance before the first day.' }),
    in: moved,
    out: moved,
    closing: minorUnits.meta({ description: 'The balance after the last day.' }),
  })
  .meta({ id: 'StatementSums' })

export const statement = endpoint({
  method: 'GET',
  path: '/v1/products/{id}/statement',
  tag: 'Statements',
  summary: 'What a statement of one of my accounts would say: opening balance, in, out, closing balance',
  params: of,
  query: z.strictObject(period),
  answer: statementSums,
  refusals: ['no-such-product', 'no-such-days'],
})

export const askForStatement = endpoint({
  method: 'POST',
  path: '/v1/products/{id}/statement-step-ups',
  tag: 'Statements',
  summary: 'Ask for what has to be signed before this statement leaves the bank as a file',
  params: of,
  body: z.strictObject(asked),
  answer: stepUp,
  status: 201,
  refusals: [
    'no-such-product',
    'no-such-days',
    'statement-too-long',
    'passkey-required',
    'passkey-suspected',
    'too-many-attempts',
  ],
})

export const takeStatement = endpoint({
  method: 'POST',
  path: '/v1/products/{id}/statement-files',
  tag: 'Statements',
  summary: 'Take a statement as a file, with proof',
  description:
    'CSV (RFC 4180, UTF-8), PDF (tagged, at most 10,000 entries) or ISO 20022 camt.053.001.08, written while it is read: a statement may have millions of entries. A connection that breaks before the end leaves no whole file. Of the entries, each is given the balance after it in the order of time.',
  params: of,
  body: z.strictObject({ ...asked, proof: proof.optional() }),
  files: ['text/csv', 'application/pdf', 'application/xml'],
  refusals: ['no-such-product', 'no-such-days', 'statement-too-long', 'deed-unproved', ...proofRefusals],
})

export const statementsTaken = endpoint({
  method: 'GET',
  path: '/v1/statement-files',
  tag: 'Statements',
  summary: 'Statements of mine that left the bank as files, newest first',
  answer: z.strictObject({
    items: z.array(
      z.strictObject({ id: z.string(), product: uuid, format: statementFormat, from: day, to: day, at: instant }),
    ),
  }),
})

export type StatementFormat = z.infer<typeof statementFormat>
export type StatementSums = z.infer<typeof statementSums>
