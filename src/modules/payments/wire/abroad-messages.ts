/** Messages between this bank and its correspondent, as they travel. */
import { z } from 'zod'
import { currency, endpoint, instant, minorUnits, uuid } from '#platform/endpoint'

const one = z.strictObject({ id: uuid })

export const abroadMessage = z
  .strictObject({
    id: uuid,
    currency,
    settles: z.iso.date(),
    lines: z.number().int(),
    total: minorUnits,
    madeAt: instant,
    sentAt: instant.nullable().meta({ description: 'When it was called out, or handed over.' }),
    tries: z.number().int(),
    failure: z.string().nullable().meta({ description: 'Why the last try failed.' }),
    accepted: z.number().int(),
    returned: z.number().int(),
  })
  .meta({ id: 'AbroadMessage' })

export const abroadMessages = endpoint({
  method: 'GET',
  path: '/v1/abroad-messages',
  tag: 'Payments abroad',
  summary: 'Messages to the correspondent bank (pacs.008.001.08), newest first',
  answer: z.strictObject({
    items: z.array(abroadMessage),
    ready: z.number().int().meta({ description: 'Payments that leave with the next message.' }),
    to: z
      .string()
      .nullable()
      .meta({ description: 'Where they are called out to; null where they are handed over as files.' }),
  }),
})

export const makeAbroadMessages = endpoint({
  method: 'POST',
  path: '/v1/abroad-messages',
  tag: 'Payments abroad',
  summary: 'Make messages of all payments that are ready to leave today',
  answer: z.strictObject({ made: z.array(uuid) }),
})

export const abroadMessageFile = endpoint({
  method: 'GET',
  path: '/v1/abroad-messages/{id}/file',
  tag: 'Payments abroad',
  summary: 'A message as a file',
  params: one,
  files: ['application/xml'],
  refusals: ['no-such-message'],
})

export const handOverMessage = endpoint({
  method: 'POST',
  path: '/v1/abroad-messages/{id}/handing-over',
  tag: 'Payments abroad',
  summary: 'Say that a message was handed over as a file',
  params: one,
  answer: abroadMessage,
  refusals: ['no-such-message'],
})

export const receivedLine = z
  .strictObject({
    number: z.number().int(),
    reference: z.string(),
    status: z.string().meta({ description: 'ISO 20022 status of the transaction.' }),
    result: z
      .enum([
        'accepted',
        'returned',
        'noted',
        'already',
        'contradicts',
        'unknown',
        'malformed',
        'duplicate',
        'paid',
        'refused',
      ])
      .meta({
        description:
          'What it did. Of an answer: accepted, returned, noted (under way), already, contradicts, unknown. Of an order: paid or refused.',
      }),
    detail: z.string(),
    payment: uuid.nullable(),
  })
  .meta({ id: 'ReceivedLine' })

export const receivedMessage = z
  .strictObject({
    id: uuid,
    kind: z.enum(['pacs.008', 'pacs.002']),
    sender: z.string(),
    message: z.string(),
    original: z.string(),
    at: instant,
    lines: z.array(receivedLine),
  })
  .meta({ id: 'ReceivedMessage' })

export const receivedMessages = endpoint({
  method: 'GET',
  path: '/v1/received-messages',
  tag: 'Payments abroad',
  summary: 'Messages that came from other banks, newest first',
  answer: z.strictObject({ items: z.array(receivedMessage.omit({ lines: true }).extend({ lines: z.number().int() })) }),
})

export const oneReceivedMessage = endpoint({
  method: 'GET',
  path: '/v1/received-messages/{id}',
  tag: 'Payments abroad',
  summary: 'A message that came, and what each of its lines did',
  params: one,
  answer: receivedMessage,
  refusals: ['no-such-message'],
})

export const receivedReport = endpoint({
  method: 'GET',
  path: '/v1/received-messages/{id}/report',
  tag: 'Payments abroad',
  summary: 'Our answer to orders that came (pacs.002.001.10)',
  params: one,
  files: ['application/xml'],
  refusals: ['no-such-message'],
})

const takesFiles = ['application/xml', 'text/xml'] as const
const limits =
  'At most 8 MiB and 10,000 lines, in UTF-8, without a document type. The same message again is answered as before; another one under its id is refused.'

export const putAnswers = endpoint({
  method: 'PUT',
  path: '/v1/received-messages/answers',
  tag: 'Payments abroad',
  summary: 'Bring the answer of a bank abroad (pacs.002.001.10): each status is applied once',
  description: `${limits} What was rejected goes back to its payer with the reason.`,
  takesFiles,
  answer: receivedMessage,
  refusals: ['message-broken', 'message-differs', 'file-too-long'],
})

export const putOrders = endpoint({
  method: 'PUT',
  path: '/v1/received-messages/orders',
  tag: 'Payments abroad',
  summary: 'Bring orders of another bank (pacs.008.001.08): each is paid once, or refused by itself',
  description: `${limits} Sums in the header must be right.`,
  takesFiles,
  answer: receivedMessage,
  refusals: ['message-broken', 'message-differs', 'file-sums-differ', 'file-too-long'],
})

export type AbroadMessageView = z.infer<typeof abroadMessage>
export type ReceivedLine = z.infer<typeof receivedLine>
export type ReceivedMessageView = z.infer<typeof receivedMessage>
