/** Requests for money as they travel. */
import { z } from 'zod'
import { amount, endpoint, instant, newUuid, next, page, uuid } from '#platform/endpoint'
import { safetyFinding } from '#wire/fraud'
import { note, payment, recipient } from './payment.ts'

const minor = amount.shape.minor

export const requestState = z.enum(['open', 'paying', 'paid', 'declined', 'cancelled', 'expired']).meta({
  id: 'RequestState',
  description:
    'open: waits for the payer. paying: its payment waits for proof or for a person. paid: its payment has settled. declined: by the payer. cancelled: by who asked. expired: nobody answered in time.',
})

const request = z
  .strictObject({
    id: uuid,
    bill: uuid,
    side: z.enum(['to-me', 'by-me']),
    who: z.string().meta({ description: 'To me: who asks. By me: whom I asked, as I named them.' }),
    amount,
    note: z.string(),
    warning: safetyFinding
      .nullable()
      .meta({ description: 'To me: the gravest of what stands out in the name and the words of who asks.' }),
    state: requestState,
    people: z.number().int().meta({ description: 'How many people were asked together.' }),
    createdAt: instant,
    expiresAt: instant,
    payment: uuid.nullable().meta({ description: 'The payment that pays it; to who asked, once it has settled.' }),
    remindersLeft: z.number().int(),
    remindFrom: instant.nullable().meta({ description: 'When the next reminder can be sent; null where none can.' }),
  })
  .meta({ id: 'MoneyRequest' })
export const moneyRequest = request

const split = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('even'),
      minor,
      includesMe: z.boolean().meta({ description: 'Whether one part is mine, which nobody is asked for.' }),
      payers: z.array(recipient).min(1).max(20),
    }),
    z.strictObject({
      kind: z.literal('amounts'),
      shares: z
        .array(z.strictObject({ payer: recipient, minor }))
        .min(1)
        .max(20),
    }),
  ])
  .meta({
    id: 'Split',
    description:
      'even: the whole is shared to the last minor unit; parts differ by one unit at most, and I bear the odd one before others do. amounts: each their own.',
  })

export const putBill = endpoint({
  method: 'PUT',
  path: '/v1/bills/{id}',
  tag: 'Requests',
  summary: 'Ask one or many people for money',
  description:
    'The id is the idempotency key. Whoever has blocked you is asked in vain, and you are not told. At most sixty people a day.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({
    to: uuid.meta({ description: 'The account on which the money is to arrive; its currency is that of the request.' }),
    note: note.optional(),
    days: z.number().int().min(1).max(90).optional().meta({ description: 'Until it expires; 14 where not given.' }),
    split,
  }),
  answer: z.strictObject({ id: uuid, amount, note: z.string(), requests: z.array(request) }),
  refusals: [
    'bill-differs',
    'no-such-product',
    'no-such-account',
    'payee-check-over',
    'currency-differs',
    'asks-oneself',
    'asked-twice',
    'too-small-to-split',
    'exceeds-book',
    'too-many-attempts',
  ],
})

export const requests = endpoint({
  method: 'GET',
  path: '/v1/requests',
  tag: 'Requests',
  summary: 'Requests to me or by me, newest first',
  query: z.strictObject({ side: z.enum(['to-me', 'by-me']), ...page }),
  answer: z.strictObject({ items: z.array(request), next }),
})

const one = { params: z.strictObject({ id: uuid }), answer: request }

export const getRequest = endpoint({
  method: 'GET',
  path: '/v1/requests/{id}',
  tag: 'Requests',
  summary: 'One request, by either side',
  ...one,
  refusals: ['no-such-request'],
})

export const payRequest = endpoint({
  method: 'POST',
  path: '/v1/requests/{id}/payment',
  tag: 'Requests',
  summary: 'Pay a request',
  description:
    'An ordinary payment: scored, within your limits, paused where something stands out. A request is paid at most once; asked again, the answer is the payment that there is.',
  params: one.params,
  body: z.strictObject({ from: uuid }),
  answer: payment,
  refusals: [
    'no-such-request',
    'request-over',
    'payment-differs',
    'no-such-account',
    'same-account',
    'currency-differs',
    'exceeds-available',
    'exceeds-limit',
    'account-frozen',
    'payments-halted',
  ],
})

export const declineRequest = endpoint({
  method: 'POST',
  path: '/v1/requests/{id}/decline',
  tag: 'Requests',
  summary: 'Do not pay a request; who asked is told',
  ...one,
  refusals: ['no-such-request', 'request-over', 'request-being-paid'],
})

export const cancelRequest = endpoint({
  method: 'POST',
  path: '/v1/requests/{id}/cancel',
  tag: 'Requests',
  summary: 'Take a request of mine back; a payment that is on its way arrives all the same',
  ...one,
  refusals: ['no-such-request', 'request-over'],
})

export const remindOfRequest = endpoint({
  method: 'POST',
  path: '/v1/requests/{id}/reminders',
  tag: 'Requests',
  summary: 'Remind of a request of mine: three times at most, a day apart',
  ...one,
  refusals: ['no-such-request', 'request-over', 'reminded-enough'],
})

const block = z.strictObject({ id: uuid, name: z.string(), blockedAt: instant })

export const blockRequester = endpoint({
  method: 'POST',
  path: '/v1/requests/{id}/block',
  tag: 'Requests',
  summary: 'See nothing more of who asks; they are not told',
  params: one.params,
  answer: block,
  refusals: ['no-such-request', 'too-many-blocks'],
})

export const blockedRequesters = endpoint({
  method: 'GET',
  path: '/v1/blocked-requesters',
  tag: 'Requests',
  summary: 'Whose requests I do not want to see',
  answer: z.strictObject({ items: z.array(block) }),
})

export const unblockRequester = endpoint({
  method: 'DELETE',
  path: '/v1/blocked-requesters/{id}',
  tag: 'Requests',
  summary: 'See requests of that person again',
  params: one.params,
})

export type Split = z.infer<typeof split>
