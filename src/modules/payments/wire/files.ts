/** Files of payments, as they travel. */
import { z } from 'zod'
import { currency, endpoint, instant, minorUnits, newUuid, page, uuid } from '#platform/endpoint'
import { proof, proofRefusals, stepUp } from '#wire/identity'
import { paymentState } from './payment.ts'

const one = z.strictObject({ id: uuid })

export const paymentFile = z
  .strictObject({
    id: uuid,
    message: z.string().meta({ description: 'What the file calls itself (MsgId).' }),
    hash: z.string().meta({ description: 'SHA-256 of the file, in hexadecimal digits.' }),
    state: z.enum(['read', 'proved', 'done']).meta({
      description: 'read: waits for proof. proved: its lines are being carried out. done: each line has its result.',
    }),
    lines: z.number().int(),
    good: z.number().int().meta({ description: 'Lines that were not refused when the file was read.' }),
    left: z.number().int().meta({ description: 'Good lines that were not carried out yet.' }),
    currency: currency.nullable(),
    total: minorUnits.meta({ description: 'Of the good lines.' }),
    at: instant,
    provedAt: instant.nullable(),
    doneAt: instant.nullable(),
  })
  .meta({ id: 'PaymentFile' })

export const paymentFileLine = z
  .strictObject({
    number: z.number().int(),
    reference: z.string().meta({ description: 'EndToEndId.' }),
    to: z.string(),
    currency: currency.nullable(),
    minor: minorUnits.nullable(),
    note: z.string(),
    state: z.union([z.enum(['refused', 'waits']), paymentState]).meta({
      description: 'refused: see rule. waits: for the proof. Otherwise the present state of its payment.',
    }),
    rule: z.string().nullable().meta({ description: 'Of a refused line: the code of the rule.' }),
    detail: z.string(),
    payment: uuid.nullable(),
  })
  .meta({ id: 'PaymentFileLine' })

export const putPaymentFile = endpoint({
  method: 'PUT',
  path: '/v1/payment-files/{id}',
  tag: 'Payment files',
  summary: 'Bring a file of payments (pain.001.001.09); nothing moves yet',
  description:
    'At most 8 MiB and 10,000 orders, in UTF-8, without a document type. Sums in the file must be right. Each order is looked at by itself. The same content again answers the file that is there, so that it moves money once.',
  params: z.strictObject({ id: newUuid }),
  takesFiles: ['application/xml', 'text/xml'],
  answer: paymentFile,
  refusals: ['file-broken', 'file-sums-differ', 'file-too-long', 'file-mixed', 'id-taken'],
})

export const paymentFiles = endpoint({
  method: 'GET',
  path: '/v1/payment-files',
  tag: 'Payment files',
  summary: 'My files of payments, newest first',
  answer: z.strictObject({ items: z.array(paymentFile) }),
})

export const onePaymentFile = endpoint({
  method: 'GET',
  path: '/v1/payment-files/{id}',
  tag: 'Payment files',
  summary: 'How far a file of payments is',
  params: one,
  answer: paymentFile,
  refusals: ['no-such-file'],
})

export const paymentFileLines = endpoint({
  method: 'GET',
  path: '/v1/payment-files/{id}/lines',
  tag: 'Payment files',
  summary: 'What became of each order of a file, in its order',
  params: one,
  query: z.strictObject({ after: page.before, limit: page.limit }),
  answer: z.strictObject({ items: z.array(paymentFileLine), next: z.string().nullable() }),
  refusals: ['no-such-file'],
})

export const askForFile = endpoint({
  method: 'POST',
  path: '/v1/payment-files/{id}/step-ups',
  tag: 'Payment files',
  summary: 'Ask for what has to be signed before the good lines of a file are carried out',
  description: 'It commits to how many they are, their total, and the SHA-256 of the file.',
  params: one,
  answer: stepUp,
  status: 201,
  refusals: ['no-such-file', 'file-not-waiting', 'passkey-required', 'passkey-suspected', 'too-many-attempts'],
})

export const proveFile = endpoint({
  method: 'POST',
  path: '/v1/payment-files/{id}/proof',
  tag: 'Payment files',
  summary: 'Prove a file: its good lines become payments, each like any other',
  params: one,
  body: z.strictObject({ proof }),
  answer: paymentFile,
  refusals: ['no-such-file', 'file-not-waiting', ...proofRefusals],
})

export const fileReport = endpoint({
  method: 'GET',
  path: '/v1/payment-files/{id}/report',
  tag: 'Payment files',
  summary: 'The result of a file as a message (pain.002.001.10)',
  params: one,
  files: ['application/xml'],
  refusals: ['no-such-file'],
})

export type PaymentFile = z.infer<typeof paymentFile>
export type PaymentFileLine = z.infer<typeof paymentFileLine>
