/** Fees as they travel. */
import { z } from 'zod'
import { currency, endpoint, instant, linesOfText, minorUnits, newUuid, next, page, uuid } from '#platform/endpoint'
import { secondSigningRefusals, signed, signingRefusals } from '#wire/identity'

const minor = z.string().regex(/^(0|[1-9]\d{0,17})$/, 'whole minor units as digits')
const reason = linesOfText(3, 500)

export const feeKind = z.enum(['send', 'withdrawal', 'capture', 'abroad']).meta({
  id: 'FeeKind',
  description:
    'send, withdrawal: borne by the payer, on top of the amount. capture: borne by the merchant, out of what they take. abroad: borne by the payer, on top of what is exchanged and of the corridor’s own fee.',
})

export const feeLine = z
  .strictObject({
    kind: feeKind,
    product: z.enum(['current', 'savings']).nullable().meta({ description: 'Null for every kind of account.' }),
    currency,
    from: minor.meta({ description: 'Amounts from here on.' }),
    below: minor.nullable().meta({ description: 'And below this; null without an end.' }),
    flat: minor,
    basisPoints: z.number().int().min(0).max(10_000).meta({ description: 'Hundredths of a percent of the amount.' }),
    minimum: minor,
    maximum: minor.nullable(),
    free: z.number().int().min(1).max(10_000).optional().meta({
      description:
        'So many payments of an account in a calendar month (UTC) cost nothing, the first of them; for send and withdrawal. What came back counts no more.',
    }),
    mostInMonth: minor.optional().meta({
      description:
        'What an account pays in a calendar month (UTC) by lines of this kind is at most this; for send and withdrawal.',
    }),
  })
  .meta({
    id: 'FeeLine',
    description:
      'flat + basisPoints of the amount, halves to the even minor unit, then at least minimum and at most maximum. No two lines speak of one amount.',
  })

const held = {
  id: uuid,
  lines: z.array(feeLine),
  holdsFrom: instant,
  holdsUntil: instant.nullable(),
}

const holding = z.strictObject(held).meta({ id: 'FeesInForce' })

export const fees = endpoint({
  method: 'GET',
  path: '/v1/fees',
  tag: 'Fees',
  summary: 'What the bank takes: the schedule that is in force, and those that come',
  answer: z.strictObject({ now: holding.nullable().meta({ description: 'Null: no fees.' }), later: z.array(holding) }),
})

export const feeQuote = endpoint({
  method: 'GET',
  path: '/v1/fees/quote',
  tag: 'Fees',
  summary: 'What the bank would take for a payment from, or a capture to, an account of mine',
  query: z.strictObject({
    kind: feeKind,
    product: uuid,
    minor: z.string().regex(/^[1-9]\d{0,17}$/, 'whole minor units as digits, more than zero'),
  }),
  answer: z.strictObject({
    currency,
    fee: minorUnits,
    total: minorUnits.meta({ description: 'The amount and the fee together.' }),
  }),
  refusals: ['no-such-product'],
})

const who = z.strictObject({ id: uuid, name: z.string() })

const schedule = z
  .strictObject({
    ...held,
    reason: z.string(),
    askedBy: who,
    askedAt: instant,
    outcome: z.enum(['waiting', 'granted', 'denied', 'withdrawn']),
    endedBy: who.nullable(),
    endedAt: instant.nullable(),
    note: z.string(),
  })
  .meta({ id: 'FeeSchedule' })

export const feeSchedules = endpoint({
  method: 'GET',
  path: '/v1/fee-schedules',
  tag: 'Fees',
  summary: 'Every fee schedule that was proposed, newest first',
  query: z.strictObject(page),
  answer: z.strictObject({ items: z.array(schedule), inForce: uuid.nullable(), next }),
})

export const proposeFees = endpoint({
  method: 'PUT',
  path: '/v1/fee-schedules/{id}',
  tag: 'Fees',
  summary: 'Sign and propose a whole fee schedule; a second person has to sign it too',
  description:
    'Without lines there are no fees. It holds from the instant given, a minute after the grant at the earliest.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({
    lines: z.array(feeLine).max(100),
    holdsFrom: instant,
    holdsUntil: instant.nullable().optional(),
    reason,
    proof: signed,
  }),
  answer: schedule,
  refusals: [...signingRefusals, 'fee-line-faulty', 'fee-schedule-waits', 'id-taken'],
})

export const decideFees = endpoint({
  method: 'POST',
  path: '/v1/fee-schedules/{id}/decision',
  tag: 'Fees',
  summary: 'Grant a fee schedule that somebody else proposed with a second signature, or deny it without one',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ decision: z.enum(['grant', 'deny']), note: reason, proof: signed }),
  answer: schedule,
  refusals: [...secondSigningRefusals, 'no-such-fee-schedule', 'fee-schedule-ended'],
})

export const withdrawFees = endpoint({
  method: 'POST',
  path: '/v1/fee-schedules/{id}/withdraw',
  tag: 'Fees',
  summary: 'Withdraw one’s own proposal of fees',
  params: z.strictObject({ id: uuid }),
  answer: schedule,
  refusals: ['no-such-fee-schedule', 'fee-schedule-ended', 'not-your-request'],
})

export type FeeLine = z.infer<typeof feeLine>
export type FeeSchedule = z.infer<typeof schedule>
export type FeesInForce = z.infer<typeof holding>
export type FeeScheduleAsked = z.output<typeof proposeFees.body>
export type FeeScheduleDecided = z.output<typeof decideFees.body>
