/** Payments to and from other countries, as they travel. */
import { z } from 'zod'
import { amount, currency, endpoint, lineOfText, minorUnits, nameOfThing, newUuid, uuid } from '#platform/endpoint'
import { country, purpose } from './corridors.ts'
import { note, payment } from './payment.ts'
import { calendarDay as day } from './reference-rates.ts'

const foreignAccount = lineOfText(4, 50)

export const abroad = z
  .strictObject({
    direction: z.enum(['out', 'in']),
    state: z.enum(['asked', 'ready', 'sent', 'accepted', 'returned', 'off', 'arrived']).meta({
      description:
        'asked: the payment has not settled. ready: leaves with the next message. sent: the bank abroad has it. accepted: it has arrived there. returned: sent back, with the reason. off: the payment never went. arrived: it came to us.',
    }),
    country,
    name: z.string(),
    account: z.string(),
    bank: z.string().nullable(),
    purpose: z.string().nullable(),
    exchanged: amount,
    fee: z.strictObject({ currency, minor: minorUnits }),
    arrives: amount,
    rate: z.string().nullable(),
    reference: z.strictObject({ text: z.string(), day, source: z.string() }).nullable(),
    leaves: day,
    arrivesOn: day,
    reason: z.string().nullable(),
  })
  .meta({ id: 'Abroad' })

export const paymentAbroad = z.strictObject({ payment, abroad }).meta({ id: 'PaymentAbroad' })

export const sendAbroad = endpoint({
  method: 'PUT',
  path: '/v1/payments-abroad/{id}',
  tag: 'Payments abroad',
  summary: 'Send money abroad by a quote',
  description:
    'The id is the idempotency key and the payment’s id, as with PUT /v1/payments/{id}; the payment is scored, challenged and limited like any other. A quote that was used in time keeps its rate until the payment has ended.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({
    quote: z.string().min(1).max(4000),
    name: nameOfThing(140),
    account: foreignAccount.meta({ description: 'An IBAN or account number; spaces are left out.' }),
    bank: z
      .string()
      .regex(/^[A-Za-z0-9]{8}([A-Za-z0-9]{3})?$/, 'a BIC of 8 or 11 characters')
      .meta({ examples: ['DEUTDEFF'] })
      .optional(),
    purpose: purpose.optional(),
    note: note.optional(),
  }),
  answer: paymentAbroad,
  refusals: [
    'quote-altered',
    'quote-expired',
    'quote-used',
    'no-such-account',
    'no-such-corridor',
    'corridor-closed',
    'purpose-needed',
    'account-malformed',
    'bank-malformed',
    'payment-differs',
    'exceeds-available',
    'exceeds-limit',
    'account-frozen',
    'payments-halted',
    'too-busy',
  ],
})

export const onePaymentAbroad = endpoint({
  method: 'GET',
  path: '/v1/payments-abroad/{id}',
  tag: 'Payments abroad',
  summary: 'What became of money that I sent abroad, or that came to me from there',
  params: z.strictObject({ id: uuid }),
  answer: paymentAbroad,
  refusals: ['no-such-payment'],
})

export const paymentsAbroad = endpoint({
  method: 'GET',
  path: '/v1/payments-abroad',
  tag: 'Payments abroad',
  summary: 'My last fifty payments to and from other countries',
  answer: z.strictObject({ items: z.array(paymentAbroad) }),
})

export type AbroadView = z.infer<typeof abroad>
export type PaymentAbroadView = z.infer<typeof paymentAbroad>
export type SendAbroadAsked = z.output<typeof sendAbroad.body>
