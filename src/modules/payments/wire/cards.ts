/** Card payments of service clients. */
import { z } from 'zod'
import { amount, endpoint, instant, newUuid, uuid } from '#platform/endpoint'
import { paymentState } from './payment.ts'

export const cardPayment = z
  .strictObject({ id: newUuid, from: uuid, to: uuid, amount, at: instant.meta({ description: 'Booking time.' }) })
  .meta({ id: 'CardPayment', description: 'A card payment between two accounts that were imported.' })

export const cardResult = z
  .strictObject({
    id: uuid,
    state: paymentState.nullable(),
    verdict: z.enum(['allow', 'challenge', 'review', 'block']).nullable(),
    probability: z.number().nullable(),
    refusal: z.string().nullable().meta({ description: 'The code of a refusal.' }),
    isRepeat: z.boolean().meta({ description: 'True where the id was known already; nothing happened again.' }),
  })
  .meta({ id: 'CardResult' })

export const putCardPayments = endpoint({
  method: 'PUT',
  path: '/v1/card-payments',
  tag: 'Service clients',
  summary: 'Card payments in a batch, in the order of their time; one result each',
  body: z.strictObject({ payments: z.array(cardPayment).min(1).max(1000) }),
  answer: z.strictObject({ results: z.array(cardResult) }),
})
