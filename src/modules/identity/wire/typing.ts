/** What is kept of how somebody types, as it travels. */
import { z } from 'zod'
import { endpoint, instant } from '#platform/endpoint'

const kept = z
  .strictObject({
    allowedAt: instant.nullable().meta({ description: 'Null where it is not allowed; then nothing is taken or kept.' }),
    isLearned: z.boolean().meta({ description: 'Whether enough sign-ins are known to compare with.' }),
  })
  .meta({ id: 'TypingKept' })

export const myTyping = endpoint({
  method: 'GET',
  path: '/v1/me/typing',
  tag: 'Identity',
  summary: 'Whether I allow that the rhythm of my typing is looked at',
  answer: kept,
})

export const allowTyping = endpoint({
  method: 'PUT',
  path: '/v1/me/typing',
  tag: 'Identity',
  summary: 'Allow that the rhythm of my typing is looked at when I sign in',
  answer: kept,
})

export const forgetTyping = endpoint({
  method: 'DELETE',
  path: '/v1/me/typing',
  tag: 'Identity',
  summary: 'Take that back, and delete what was learned',
})

export type TypingKept = z.infer<typeof kept>
