/** What customers ask for, and what they see. */
import { z } from 'zod'
import { amount, currency, endpoint, instant, minorUnits, newUuid, next, page, uuid } from '#platform/endpoint'
import { proof, proofRefusals, stepUp } from '#wire/identity'
import { codeText } from './codes.ts'
import { accountNumber, note, payment, recipient } from './payment.ts'

/** What the payer was shown; another fee than this is refused, and nothing moves. */
const fee = minorUnits.optional().meta({
  description:
    'The fee that the payer has confirmed (GET /v1/fees/quote). Where the bank would take another one, the payment is refused.',
})

export const order = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('send'),
      from: uuid,
      to: recipient,
      amount,
      note: note.optional(),
      fee,
      code: codeText
        .optional()
        .meta({ description: 'The payment code that is paid; the order says what the code says. It works once.' }),
    }),
    z.strictObject({ kind: z.literal('deposit'), to: accountNumber, amount, note: note.optional() }),
    z.strictObject({ kind: z.literal('withdrawal'), from: uuid, amount, note: note.optional(), fee }),
  ])
  .meta({
    id: 'Order',
    description:
      'send: to another account of this bank. deposit and withdrawal: cash; a customer announces it and shows the slip, a teller settles it at once.',
  })

export const putPayment = endpoint({
  method: 'PUT',
  path: '/v1/payments/{id}',
  tag: 'Payments',
  summary: 'Pay',
  description:
    'The id is the idempotency key: however often it is sent, the answer is the payment’s present state. Another content under the same id is a 409; a refused id stays refused. What a third party asks for is challenged until the payer proves it in the bank’s own app.',
  params: z.strictObject({ id: newUuid }),
  body: order,
  answer: payment,
  refusals: [
    'payment-differs',
    'no-such-account',
    'payee-check-over',
    'same-account',
    'currency-differs',
    'fee-differs',
    'exceeds-available',
    'exceeds-limit',
    'account-frozen',
    'payments-halted',
    'code-unreadable',
    'code-altered',
    'code-unknown-key',
    'code-key-revoked',
    'code-expired',
    'code-used',
    'code-differs',
    'code-limit',
    'not-allowed',
    'too-busy',
  ],
})

const one = { params: z.strictObject({ id: uuid }), answer: payment }

export const getPayment = endpoint({
  method: 'GET',
  path: '/v1/payments/{id}',
  tag: 'Payments',
  summary: 'A payment’s present state',
  ...one,
  refusals: ['no-such-payment', 'reason-needed'],
})

const [withPassword, withPasskey, withCode, withDevice] = proof.options
const choice = z.enum(['unit', 'proof']).optional()

export const challengeAnswer = z
  .union([
    z.strictObject({ choice: z.literal('wait') }),
    z.strictObject({ choice, ...withPassword.shape }),
    z.strictObject({ choice, ...withPasskey.shape }),
    z.strictObject({ choice, ...withCode.shape }),
    z.strictObject({ choice, ...withDevice.shape }),
  ])
  .meta({ id: 'ChallengeAnswer' })

export const answerChallenge = endpoint({
  method: 'POST',
  path: '/v1/payments/{id}/challenge',
  tag: 'Payments',
  summary: 'Answer a challenge: wait, send one unit first, or go on with proof',
  description:
    'wait: the money is set aside and goes by itself at `waitsUntil`; until then it can be cancelled. unit: one unit of the currency is sent at once, the rest is set aside until you confirm. proof, or no choice: all of it goes now. What moves at once asks for a passkey’s answer to a step-up of the same choice, or for the password where the person has no passkey.',
  body: challengeAnswer,
  ...one,
  refusals: [
    'no-such-payment',
    'not-challenged',
    'no-first-unit',
    'proof-only',
    ...proofRefusals,
    'exceeds-available',
    'exceeds-limit',
    'account-frozen',
  ],
})

export const askStepUp = endpoint({
  method: 'POST',
  path: '/v1/payments/{id}/step-ups',
  tag: 'Payments',
  summary: 'Ask for what a passkey has to sign, so that a paused payment goes on',
  description:
    'The challenge commits to the amount that goes now, its currency and the payee. Show what `signs` says; the answer goes to the challenge, or with `rest` to the rest.',
  params: one.params,
  body: z.strictObject({ choice: z.enum(['unit', 'proof', 'rest']) }),
  answer: stepUp,
  status: 201,
  refusals: [
    'no-such-payment',
    'not-challenged',
    'not-tried',
    'no-first-unit',
    'proof-only',
    'passkey-required',
    'passkey-suspected',
    'too-many-attempts',
  ],
})

export const sendRest = endpoint({
  method: 'POST',
  path: '/v1/payments/{id}/rest',
  tag: 'Payments',
  summary: 'The first unit arrived well: sends the rest, with proof again',
  body: proof,
  ...one,
  refusals: ['no-such-payment', 'not-tried', ...proofRefusals, 'account-frozen', 'payments-halted'],
})

export const itWasMe = endpoint({
  method: 'POST',
  path: '/v1/payments/{id}/it-was-me',
  tag: 'Payments',
  summary: 'Say that a payment which was stopped was mine',
  description:
    'It is kept with the decision, staff are told, and a case is opened for them. Nothing moves, and by itself nothing is learned from it.',
  ...one,
  refusals: ['no-such-payment', 'not-stopped'],
})

export const cancelPayment = endpoint({
  method: 'POST',
  path: '/v1/payments/{id}/cancel',
  tag: 'Payments',
  summary: 'Do not send: takes back a payment that is challenged, waiting, tried or announced',
  ...one,
  refusals: ['no-such-payment', 'cannot-cancel'],
})

export const disownPayment = endpoint({
  method: 'POST',
  path: '/v1/payments/{id}/not-me',
  tag: 'Payments',
  summary:
    'Say that somebody else asked for it: takes it back as cancel does, and the bank knows it as fraud from then on',
  ...one,
  refusals: ['no-such-payment', 'cannot-cancel'],
})

export const sentToday = endpoint({
  method: 'GET',
  path: '/v1/payments/sent-today',
  tag: 'Payments',
  summary: 'What I have sent today as my limits count it, and when they are free again',
  answer: z.strictObject({
    items: z.array(z.strictObject({ kind: z.enum(['send', 'withdrawal']), currency, minor: minorUnits })),
    freesAt: instant.meta({ description: 'The end of the day in UTC.' }),
  }),
})

export const payee = z
  .strictObject({
    number: accountNumber,
    name: z.string(),
    currency,
    timesPaid: z.number().int(),
    lastPaidAt: instant.nullable(),
    isOwn: z.boolean(),
  })
  .meta({ id: 'Payee' })

export const getPayee = endpoint({
  method: 'GET',
  path: '/v1/payees/{number}',
  tag: 'Payments',
  summary: 'Whose account number is this, and have I paid it before',
  params: z.strictObject({ number: accountNumber }),
  answer: payee,
  refusals: ['no-such-account', 'too-many-attempts', 'reason-needed'],
})

export const payees = endpoint({
  method: 'GET',
  path: '/v1/payees',
  tag: 'Payments',
  summary: 'Whom I have paid, latest first, and what I usually send',
  answer: z.strictObject({
    items: z.array(payee),
    usual: z
      .array(z.strictObject({ product: uuid, minor: minorUnits }))
      .meta({ description: 'What I usually pay at once from each of my accounts, where enough is known.' }),
  }),
})

export const activityItem = z
  .strictObject({
    transfer: uuid,
    payment: uuid.nullable(),
    product: uuid,
    kind: z.enum([
      'send',
      'deposit',
      'withdrawal',
      'card',
      'opening',
      'exchange',
      'fee',
      'charge',
      'capture',
      'refund',
      'dispute',
    ]),
    side: z.enum(['in', 'out']),
    who: z.string().nullable().meta({ description: 'The other party; null for cash and opening balances.' }),
    note: z.string(),
    currency,
    amount: minorUnits,
    balance: minorUnits.meta({ description: 'The account’s balance after this entry.' }),
    bookedAt: instant,
  })
  .meta({ id: 'ActivityItem' })

export const activity = endpoint({
  method: 'GET',
  path: '/v1/activity',
  tag: 'Payments',
  summary: 'What happened on my accounts, newest first, and what still waits',
  query: z.strictObject({ product: uuid.optional(), ...page }),
  answer: z.strictObject({
    waiting: z
      .array(payment)
      .meta({ description: 'Payments that are challenged, in review or announced; on the first page only.' }),
    items: z.array(activityItem),
    next,
  }),
  refusals: ['no-such-product'],
})
