/** Sessions as their person sees them. */
import { z } from 'zod'
import { endpoint, instant, uuid } from '#platform/endpoint'
import { signalKind } from './signal-kinds.ts'

export const sessionId = z.string().regex(/^[0-9a-f]{64}$/, 'the id of a session')

export const session = z
  .strictObject({
    id: sessionId.meta({ description: 'The SHA-256 of its token; it opens nothing.' }),
    startedAt: instant,
    seenAt: instant.meta({ description: 'Last use, to the minute.' }),
    isOpen: z.boolean(),
    isCurrent: z.boolean(),
    isNewDevice: z
      .boolean()
      .meta({ description: 'Whether the person had not been signed in with this browser before.' }),
    enteredWith: z.enum(['password', 'passkey', 'registration']).nullable(),
    passkey: uuid.nullable(),
    userAgent: z.string(),
    signals: z.array(signalKind).meta({ description: 'What was unusual about it, the weightiest first.' }),
    isDisowned: z.boolean().meta({ description: 'Whether I said that it was not me.' }),
  })
  .meta({ id: 'Session' })

export const sessions = endpoint({
  method: 'GET',
  path: '/v1/me/sessions',
  tag: 'Identity',
  summary: 'Where I am and was signed in: the last fifty sign-ins of ninety days, newest first',
  answer: z.strictObject({ items: z.array(session) }),
})

export const endMySession = endpoint({
  method: 'DELETE',
  path: '/v1/me/sessions/{id}',
  tag: 'Identity',
  summary: 'Sign out one device of mine',
  params: z.strictObject({ id: sessionId }),
  refusals: ['no-such-session'],
})

export type Session = z.infer<typeof session>
