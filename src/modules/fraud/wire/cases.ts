/** Cases as they travel. */
import { z } from 'zod'
import { amount, endpoint, instant, linesOfText, minorUnits, newUuid, uuid } from '#platform/endpoint'
import { currencyCodes } from '#platform/money'
import { person } from './models.ts'
import { paymentKindScored } from './proposals.ts'

const sums = z
  .array(z.strictObject({ currency: z.enum(currencyCodes), minor: minorUnits }))
  .meta({ description: 'One sum for each currency.' })

/** What an analyst finds out about a stopped payment whose payer says that it was them. */
const findings = ['genuine', 'fraud', 'unclear'] as const

export const casePayment = z
  .strictObject({
    payment: uuid,
    kind: paymentKindScored,
    at: instant,
    payer: z.string().meta({ description: 'The name of who pays.' }),
    payee: z.string().nullable().meta({ description: 'The name of who gets it; null for cash.' }),
    amount,
    probability: z.number().nullable(),
    expectedLoss: minorUnits.meta({ description: 'Probability times amount; even odds where it was not scored.' }),
    endedAt: instant.nullable().meta({ description: 'Null while it waits for a decision.' }),
    decided: z.enum(['released', 'returned', ...findings]).nullable(),
    said: z
      .strictObject({ at: instant, isSameSession: z.boolean().nullable() })
      .nullable()
      .meta({ description: 'When its payer said that it was them, and whether in the session that made it.' }),
  })
  .meta({ id: 'CasePayment' })

export const caseFile = z
  .strictObject({
    id: uuid,
    kind: z.enum(['review', 'statement']).meta({
      description: 'review: payments on hold. statement: stopped payments whose payer says that it was them.',
    }),
    openedAt: instant,
    dueAt: instant.meta({ description: 'When somebody should have decided it.' }),
    closedAt: instant.nullable(),
    assignedTo: person.nullable(),
    waiting: z.number().int().meta({ description: 'Payments that wait for a decision.' }),
    onHold: sums.meta({ description: 'Of the payments that wait.' }),
    expectedLoss: sums,
    payments: z.array(casePayment),
  })
  .meta({ id: 'CaseFile', description: 'Payments that wait for a person and share a payer or a payee.' })

export const caseEntry = z
  .strictObject({
    at: instant,
    who: person.nullable().meta({ description: 'Null where the bank did it by itself.' }),
    what: z.enum([
      'opened',
      'joined',
      'assigned',
      'given back',
      'note',
      'signed',
      'disagreed',
      'released',
      'returned',
      'ended',
      'closed',
      ...findings,
    ]),
    payment: uuid.nullable(),
    person: person.nullable().meta({ description: 'Whom the case was given to.' }),
    note: z.string(),
    links: z.array(uuid).meta({ description: 'Payments that a note refers to.' }),
  })
  .meta({ id: 'CaseEntry' })

export const cases = endpoint({
  method: 'GET',
  path: '/v1/cases',
  tag: 'Staff',
  summary: 'Open cases, most expected loss first; or the last fifty that were closed',
  query: z.strictObject({ state: z.enum(['open', 'closed']).optional() }),
  answer: z.strictObject({ items: z.array(caseFile) }),
})

export const oneCase = endpoint({
  method: 'GET',
  path: '/v1/cases/{id}',
  tag: 'Staff',
  summary: 'One case whole: its payments, and its file, oldest entry first',
  params: z.strictObject({ id: uuid }),
  answer: z.strictObject({ case: caseFile, entries: z.array(caseEntry), analysts: z.array(person) }),
  refusals: ['no-such-case'],
})

export const assignCase = endpoint({
  method: 'POST',
  path: '/v1/cases/{id}/assign',
  tag: 'Staff',
  summary: 'Take a case, give it to a colleague, or give it back to everybody',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ to: uuid.nullable().meta({ description: 'Null gives it back.' }) }),
  answer: caseFile,
  refusals: ['no-such-case', 'case-closed', 'no-such-analyst'],
})

export const noteCase = endpoint({
  method: 'PUT',
  path: '/v1/cases/{id}/notes/{note}',
  tag: 'Staff',
  summary: 'Write down what you found, with links to payments as evidence',
  params: z.strictObject({ id: uuid, note: newUuid }),
  body: z.strictObject({ text: linesOfText(3, 2000), links: z.array(uuid).max(20) }),
  answer: z.strictObject({ entries: z.array(caseEntry) }),
  refusals: ['no-such-case', 'no-such-payment', 'id-taken'],
})

export const answerStatement = endpoint({
  method: 'POST',
  path: '/v1/cases/{id}/answers/{payment}',
  tag: 'Staff',
  summary: 'Write down what you found out about a stopped payment whose payer says that it was them; it moves nothing',
  params: z.strictObject({ id: uuid, payment: uuid }),
  body: z.strictObject({
    answer: z.enum(findings).meta({ description: 'genuine and fraud are labels from now on; unclear is none.' }),
    note: linesOfText(3, 1000),
  }),
  answer: caseFile,
  refusals: ['no-such-case', 'no-such-payment', 'answered'],
})

export type CaseView = z.infer<typeof caseFile>
export type CasePaymentView = z.infer<typeof casePayment>
export type CaseEntryView = z.infer<typeof caseEntry>
