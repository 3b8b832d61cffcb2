/** Getting access back, as it travels. */
import { z } from 'zod'
import { endpoint, instant, newUuid, uuid } from '#platform/endpoint'
import { recoveryCode } from './factors.ts'
import { passkeyCreation } from './passkeys.ts'
import { channel, code, givenEmail, givenPhone, secret, sixDigits } from './registration.ts'

const language = z.enum(['en', 'hi'])

export const recovery = z
  .strictObject({
    id: uuid,
    state: z.enum(['proving', 'waiting', 'open', 'done', 'cancelled', 'over']).meta({
      description:
        'proving: codes are asked for. waiting: until opensAt, and can be cancelled. open: a new password or passkey can be set, until closesAt.',
    }),
    proved: z.strictObject({ mail: z.boolean(), sms: z.boolean() }),
    opensAt: instant.nullable(),
    closesAt: instant.nullable(),
    waitHours: z.number().int().min(1),
    codes: z.array(code),
    hasOutbox: z.boolean(),
  })
  .meta({ id: 'Recovery' })

const one = { tag: 'Recovery', params: z.strictObject({ id: uuid }) } as const
const missing = 'no-such-recovery'
const sending = ['code-too-soon', 'too-many-attempts', 'no-way-to-reach'] as const

export const beginRecovery = endpoint({
  method: 'PUT',
  path: '/v1/recoveries/{id}',
  tag: 'Recovery',
  summary: 'Begin to get access back, with the email or the phone of the account',
  description:
    'Codes go to the email and to the phone. The answer is the same where nobody has them. A cookie keeps the recovery in this browser.',
  params: z.strictObject({ id: newUuid }),
  body: z.union([z.strictObject({ email: givenEmail, language }), z.strictObject({ phone: givenPhone, language })]),
  answer: recovery,
  refusals: ['id-taken', ...sending],
})

export const currentRecovery = endpoint({
  method: 'GET',
  path: '/v1/recoveries/current',
  tag: 'Recovery',
  summary: 'The recovery that this browser keeps, or none',
  answer: z.strictObject({ recovery: recovery.nullable() }),
})

export const proveForRecovery = endpoint({
  ...one,
  method: 'PUT',
  path: '/v1/recoveries/{id}/codes/{channel}',
  summary: 'Send back the code that came by this channel',
  description: 'Both channels have to be proved. The time of waiting begins with the second one.',
  params: z.strictObject({ id: uuid, channel }),
  body: z.strictObject({ code: sixDigits }),
  answer: recovery,
  refusals: [missing, 'code-wrong', 'code-over', 'too-many-attempts'],
})

export const standInForRecovery = endpoint({
  ...one,
  method: 'PUT',
  path: '/v1/recoveries/{id}/recovery-code',
  summary: 'Give a recovery code in place of the channel that I cannot reach',
  description:
    'Only after the other channel was proved with its code, so never alone. The time of waiting stays, with its notices on every channel.',
  body: z.strictObject({ recoveryCode }),
  answer: recovery,
  refusals: [missing, 'code-first', 'wrong-code', 'too-many-attempts'],
})

export const sendRecoveryCode = endpoint({
  ...one,
  method: 'POST',
  path: '/v1/recoveries/{id}/codes',
  summary: 'Send another code',
  body: z.strictObject({ channel }),
  answer: recovery,
  refusals: [missing, ...sending],
})

export const beginRecoveryPasskey = endpoint({
  ...one,
  method: 'POST',
  path: '/v1/recoveries/{id}/passkey',
  summary: 'Begin to make a passkey in place of a new password',
  answer: z.strictObject({ expiresAt: instant, options: passkeyCreation }),
  status: 201,
  refusals: [missing, 'recovery-not-open'],
})

export const completeRecovery = endpoint({
  ...one,
  method: 'POST',
  path: '/v1/recoveries/{id}/completion',
  summary: 'Set a new password or passkey after the time of waiting; every session ends',
  description: 'For a day afterwards nothing is proved: no deed that takes a step-up can be done.',
  body: secret,
  refusals: [
    missing,
    'recovery-not-open',
    'password-too-common',
    'password-too-short',
    'ceremony-over',
    'passkey-refused',
    'passkey-known',
    'too-many-passkeys',
    'too-many-attempts',
    'too-busy',
  ],
})

export const cancelRecoveryByLink = endpoint({
  method: 'POST',
  path: '/v1/recoveries/cancellations',
  tag: 'Recovery',
  summary: 'Stop a recovery with the token from one of its notices, without signing in',
  body: z.strictObject({
    token: z
      .string()
      .regex(/^[0-9a-f-]{36}\.[\w-]{22}$/, 'the token of a notice')
      .meta({ examples: ['019ce8f2-5a00-7000-8000-0123456789ab.QmFua3NlcnZlciBpcyBoZQ'] }),
  }),
  refusals: [missing],
})

export const myRecovery = endpoint({
  method: 'GET',
  path: '/v1/me/recovery',
  tag: 'Recovery',
  summary: 'Whether somebody is about to get into my account anew',
  answer: z.strictObject({
    recovery: z.strictObject({ since: instant, opensAt: instant, closesAt: instant }).nullable(),
  }),
})

export const cancelMyRecovery = endpoint({
  method: 'POST',
  path: '/v1/me/recovery/cancellation',
  tag: 'Recovery',
  summary: 'Stop it, from any session of mine',
  refusals: [missing],
})

export type Recovery = z.infer<typeof recovery>
export type RecoveryGiven = z.infer<typeof beginRecovery.body>
