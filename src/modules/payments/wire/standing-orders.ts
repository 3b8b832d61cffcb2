/** Standing orders as they travel. */
import { z } from 'zod'
import { amount, currency, endpoint, instant, minorUnits, nameOfThing, newUuid, uuid } from '#platform/endpoint'
import { proof, proofRefusals, stepUp } from '#wire/identity'
import { note, recipient } from './payment.ts'

const minor = amount.shape.minor
const day = z.iso.date().meta({ description: 'YYYY-MM-DD' })
const kept = minorUnits.refine((digits) => !digits.startsWith('-'), 'nothing below zero')

const every = z.enum(['once', 'day', 'week', 'month', 'quarter', 'year'])
const dayRule = z.enum(['same', 'following', 'preceding']).meta({
  description:
    'Where a date is no business day of the currency: pay all the same, on the next one, or on the one before. Daily with a rule is every business day.',
})

const amountOfOrder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), minor }),
  z.strictObject({
    kind: z.literal('sweep'),
    keep: kept.meta({ description: 'What stays in the account.' }),
    most: minor.nullable().meta({ description: 'The most that is taken at once.' }),
  }),
])

const plan = {
  amount: amountOfOrder,
  every,
  first: day,
  onLastDay: z.boolean().meta({ description: 'By month, quarter or year: on the last day, whatever its number.' }),
  dayRule,
  until: day.nullable().meta({ description: 'No date after this one.' }),
  times: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .nullable()
    .meta({ description: 'Payments in all; skipped dates do not count.' }),
  retryDays: z
    .number()
    .int()
    .min(0)
    .max(5)
    .meta({ description: 'On how many further days it is tried again where the money is missing.' }),
}

const terms = z
  .strictObject({ from: uuid, to: recipient, note: note.optional(), ...plan })
  .meta({ id: 'StandingTerms', description: 'What is ordered, and signed.' })
export const standingTerms = terms

const run = z.strictObject({
  date: day.meta({ description: 'By the calendar.' }),
  due: day.meta({ description: 'By the rule of business days.' }),
  state: z
    .enum(['under-way', 'waits', 'sent', 'asks', 'checked', 'stopped', 'skipped', 'nothing', 'missed', 'failed'])
    .meta({
      description:
        'waits: the money is missing, see nextTryAt. asks: you are asked before it goes, for two days. checked: it waits, or a person looks. stopped: it did not go. nothing: a sweep found nothing above. missed: the money did not come. failed: it cannot be paid.',
    }),
  minor: minor.nullable(),
  payment: uuid.nullable(),
  nextTryAt: instant.nullable(),
})

export const standingOrder = z
  .strictObject({
    id: uuid,
    from: uuid,
    payee: z.string(),
    isOwn: z.boolean(),
    currency,
    note: z.string(),
    ...plan,
    done: z.number().int(),
    state: z.enum(['active', 'paused', 'ended']),
    zone: z.string().meta({ description: 'The time zone of its dates (IANA).' }),
    hour: z.number().int().meta({ description: 'The hour of the day there at which a due date is run.' }),
    coming: z.array(z.strictObject({ date: day, due: day })),
    runs: z.array(run).meta({ description: 'The last fifty, newest first.' }),
    createdAt: instant,
  })
  .meta({ id: 'StandingOrder' })

export const standingOrders = endpoint({
  method: 'GET',
  path: '/v1/standing-orders',
  tag: 'Standing orders',
  summary: 'My standing orders, the next one due first',
  answer: z.strictObject({ items: z.array(standingOrder) }),
})

const one = { params: z.strictObject({ id: uuid }), answer: standingOrder }

export const getStandingOrder = endpoint({
  method: 'GET',
  path: '/v1/standing-orders/{id}',
  tag: 'Standing orders',
  summary: 'One standing order, with its coming dates and past runs',
  ...one,
  refusals: ['no-such-standing-order'],
})

const setting = [
  'no-such-account',
  'payee-check-over',
  'same-account',
  'currency-differs',
  'due-in-past',
  'never-due',
  'payee-stays',
  'standing-order-ended',
  'too-many-standing-orders',
] as const

export const setStandingOrder = endpoint({
  method: 'PUT',
  path: '/v1/standing-orders/{id}',
  tag: 'Standing orders',
  summary: 'Order payments by the calendar, or change what was ordered, with proof',
  description:
    'The id is made by the caller; the same terms again change nothing. To change an order, `to` may be the order’s own id: the payee stays. Dates begin at six in the morning in the time zone of the currency. Each run is an ordinary payment, within limits and scored: where it is challenged, you are asked, and it waits for two days.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ terms, proof }),
  answer: standingOrder,
  refusals: [...setting, ...proofRefusals],
})

export const askToOrder = endpoint({
  method: 'POST',
  path: '/v1/standing-orders/{id}/step-up',
  tag: 'Standing orders',
  summary: 'Ask for what has to be signed before just this is ordered',
  params: z.strictObject({ id: newUuid }),
  body: terms,
  answer: stepUp,
  status: 201,
  refusals: [...setting, 'passkey-required', 'passkey-suspected', 'too-many-attempts'],
})

const act = (name: string, summary: string) =>
  endpoint({
    method: 'POST',
    path: `/v1/standing-orders/{id}/${name}`,
    tag: 'Standing orders',
    summary,
    ...one,
    refusals: ['no-such-standing-order', 'standing-order-ended'],
  })

export const skipDate = act('skip', 'Leave out the next date')
export const pauseStandingOrder = act('pause', 'Pause: nothing is paid until it goes on')
export const resumeStandingOrder = act('resume', 'Go on; dates that went by are not made up for')
export const endStandingOrder = act('end', 'End it for good')

export const holidays = endpoint({
  method: 'GET',
  path: '/v1/holidays/{currency}',
  tag: 'Standing orders',
  summary: 'Days on which the banks of a currency are closed, beside weekends',
  params: z.strictObject({ currency }),
  query: z.strictObject({ year: z.string().regex(/^(19[7-9]\d|20\d\d|2100)$/, 'a year from 1970 to 2100') }),
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        day,
        name: z.string(),
        isAdded: z.boolean().meta({ description: 'Added by the bank, since no rule gives it.' }),
      }),
    ),
  }),
})

const holiday = { params: z.strictObject({ currency, day }) }

export const addHoliday = endpoint({
  method: 'PUT',
  path: '/v1/holidays/{currency}/{day}',
  tag: 'Standing orders',
  summary: 'Add a day on which banks are closed, such as one of the moon; dates of standing orders move with it',
  ...holiday,
  body: z.strictObject({ name: nameOfThing(80) }),
})

export const removeHoliday = endpoint({
  method: 'DELETE',
  path: '/v1/holidays/{currency}/{day}',
  tag: 'Standing orders',
  summary: 'Remove a day that was added',
  ...holiday,
})
