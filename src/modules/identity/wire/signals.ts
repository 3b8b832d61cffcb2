/** What the bank makes of a session, as its person sees it. */
import { z } from 'zod'
import { endpoint, instant } from '#platform/endpoint'
import { proof, proofRefusals } from './passkeys.ts'
import { sixDigits } from './registration.ts'
import { sessionId } from './sessions.ts'
import { level, signalKind } from './signal-kinds.ts'

export * from './signal-kinds.ts'

export const standing = z
  .strictObject({
    level,
    why: z.array(signalKind).meta({ description: 'What counts now, the weightiest first.' }),
    provedUntil: instant.nullable(),
    ways: z.array(z.enum(['passkey', 'device', 'code', 'message', 'password'])).meta({
      description:
        'What would prove that it is me, best first. message: six digits that the bank sends, where there is no passkey, bound device or authenticator app.',
    }),
  })
  .meta({ id: 'Standing' })

export const mySession = endpoint({
  method: 'GET',
  path: '/v1/me/session',
  tag: 'Identity',
  summary: 'What is unusual about this session, and what would prove that it is me',
  answer: standing,
})

export const sendSessionCode = endpoint({
  method: 'POST',
  path: '/v1/me/session/codes',
  tag: 'Identity',
  summary: 'Send me six digits that prove this session',
  description: 'To the phone that was proved, or else to the email; only where nothing better proves.',
  answer: z.strictObject({
    channel: z.enum(['mail', 'sms']),
    to: z.string().meta({ description: 'Where it went, as far as may be shown.' }),
    expiresAt: instant,
    hasOutbox: z.boolean(),
  }),
  status: 201,
  refusals: ['passkey-required', 'code-too-soon', 'no-way-to-reach', 'too-many-attempts'],
})

export const proveSession = endpoint({
  method: 'POST',
  path: '/v1/me/session/proof',
  tag: 'Identity',
  summary: 'Prove that it is me; what was noticed before does not count for a while then',
  description:
    'Four hours, or one where the level was high. A proof other than the password that was given for anything else in this session counts just so.',
  body: z.strictObject({ proof: z.union([...proof.options, z.strictObject({ sentCode: sixDigits })]) }),
  answer: standing,
  refusals: [...proofRefusals, 'code-wrong', 'code-over'],
})

export const disownSession = endpoint({
  method: 'POST',
  path: '/v1/me/sessions/{id}/disowning',
  tag: 'Identity',
  summary: 'Say that a sign-in was not mine: it ends, with all others from that browser',
  description:
    'What signs in with that browser from then on has to prove itself before anything. Needs no proof, so that nobody is slowed down.',
  params: z.strictObject({ id: sessionId }),
  refusals: ['no-such-session', 'this-session'],
})

export type Standing = z.infer<typeof standing>
