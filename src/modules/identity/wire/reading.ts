/** Who read personal data, as it travels. */
import { z } from 'zod'
import { endpoint, instant, next, page, uuid } from '#platform/endpoint'
import { role } from './role.ts'

const somebody = z.strictObject({ id: uuid, name: z.string() })

export const readingChoice = z
  .enum(['customer-asked', 'counter', 'case', 'complaint', 'suspicion', 'audit'])
  .meta({ id: 'ReadingChoice', description: 'Why a member of staff looks at a customer.' })

const what = z.enum([
  'customer',
  'search',
  'accounts',
  'phones',
  'access',
  'payee',
  'payments',
  'payment',
  'case',
  'decisions',
  'lockers',
  'profile',
])
const choice = z.union([readingChoice, z.literal('work')]).meta({
  description: 'work: the payment or case itself was the reason, because it waited for a decision.',
})

const reading = z
  .strictObject({
    id: z.string(),
    at: instant,
    reader: somebody,
    roles: z.array(role).meta({ description: 'Of the reader, as they were then.' }),
    people: z.array(somebody),
    what,
    detail: z.string(),
    choice,
    reason: z
      .string()
      .nullable()
      .meta({ description: 'Null where somebody altered the row, so that it does not open.' }),
  })
  .meta({ id: 'Reading' })

export const readings = endpoint({
  method: 'GET',
  path: '/v1/readings',
  tag: 'Staff',
  summary: 'Who of the staff read personal data of whom, what and why; newest first',
  query: z.strictObject({
    reader: uuid.optional(),
    person: uuid.optional(),
    choice: choice.optional(),
    ...page,
  }),
  answer: z.strictObject({ items: z.array(reading), next }),
})

export const myReadings = endpoint({
  method: 'GET',
  path: '/v1/me/readings',
  tag: 'Identity',
  summary: 'Which staff of the bank looked at my data, and why: the last fifty',
  answer: z.strictObject({
    items: z.array(z.strictObject({ id: z.string(), at: instant, roles: z.array(role), what, choice })),
  }),
})

/** What a member of staff has to say before personal data is answered. */
export const needsReason =
  'Staff say why in the header x-reason, such as customer-asked;At%20the%20counter. It is kept, and the customer sees it.'

export const customerPhones = endpoint({
  method: 'GET',
  path: '/v1/customers/{id}/phones',
  tag: 'Staff',
  summary: 'The phone numbers of a customer: the one of now, and those of before',
  description: needsReason,
  params: z.strictObject({ id: uuid }),
  answer: z.strictObject({
    items: z.array(z.strictObject({ number: z.string().nullable(), setAt: instant, until: instant.nullable() })),
  }),
  refusals: ['no-such-customer', 'reason-needed'],
})

export type Reading = z.infer<typeof reading>
export type ReadingChoice = z.infer<typeof readingChoice>
export type MyReading = z.infer<typeof myReadings.answer>['items'][number]
