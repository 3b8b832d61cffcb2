/** Second factors as they travel: the authenticator app, the PIN, recovery codes, and step-ups for what changes them. */
import { z } from 'zod'
import { endpoint, instant, uuid } from '#platform/endpoint'
import { appCode, pin, proof, proofRefusals, stepUp } from './passkeys.ts'

export const recoveryCode = z
  .string()
  .min(16)
  .max(30)
  .regex(/^[\w\s-]+$/, 'a recovery code')
const password = z.string().min(1).max(128)

/** What proves where the phone is lost: one of the ten codes, and the password with it. */
export const lostProof = z
  .union([...proof.options, z.strictObject({ recoveryCode, password })])
  .meta({ id: 'LostProof', description: 'A proof, or, where the phone is lost, a recovery code with the password.' })

export const secondFactor = z
  .strictObject({
    secondFactor: z.strictObject({ expiresAt: instant, ways: z.array(z.enum(['code', 'recovery-code'])) }),
  })
  .meta({
    id: 'SecondFactorWanted',
    description: 'The password was right. Nobody is signed in before the second factor is given, in the same browser.',
  })

export const factors = z
  .strictObject({
    proves: z
      .array(z.enum(['passkey', 'code', 'device', 'password']))
      .meta({ description: 'What proves that it is me, here and now; empty where nothing does.' }),
    passwordProvesFrom: instant.nullable(),
    passkeys: z.number().int(),
    totp: z.strictObject({ confirmedAt: instant }).nullable(),
    pin: z.strictObject({ setAt: instant }).nullable(),
    recoveryCodes: z.strictObject({ left: z.number().int(), madeAt: instant.nullable() }),
  })
  .meta({ id: 'Factors' })

export const myFactors = endpoint({
  method: 'GET',
  path: '/v1/me/factors',
  tag: 'Identity',
  summary: 'My second factors, and what proves that it is me',
  answer: factors,
})

export const askOwnStepUp = endpoint({
  method: 'POST',
  path: '/v1/me/step-ups',
  tag: 'Identity',
  summary: 'Ask for what has to be signed before something of mine is changed',
  body: z.union([
    z.strictObject({
      act: z.enum([
        'add-passkey',
        'add-totp',
        'remove-totp',
        'set-pin',
        'make-recovery-codes',
        'change-password',
        'bind-device',
        'confirm-session',
      ]),
    }),
    z.strictObject({ act: z.literal('remove-passkey'), passkey: uuid }),
    z.strictObject({
      act: z.literal('change-phone'),
      number: z
        .string()
        .regex(/^\+[1-9]\d{6,14}$/)
        .nullable(),
    }),
  ]),
  answer: stepUp,
  status: 201,
  refusals: ['passkey-required', 'passkey-suspected', 'too-many-attempts'],
})

export const beginTotp = endpoint({
  method: 'POST',
  path: '/v1/me/totp-enrollments',
  tag: 'Identity',
  summary: 'Begin to add an authenticator app, with proof',
  description: 'The secret is in this answer and nowhere else. It can be confirmed for ten minutes.',
  body: z.strictObject({ proof }),
  answer: z.strictObject({
    id: uuid,
    expiresAt: instant,
    secret: z.string().meta({ description: 'Base32 (RFC 4648), as a person types it.' }),
    uri: z.string().meta({ description: 'otpauth://, for a QR code.' }),
  }),
  status: 201,
  refusals: [...proofRefusals, 'totp-known'],
})

export const recoveryCodes = z
  .array(z.string())
  .meta({ description: 'Ten, in this answer and nowhere else. Those of before are worth nothing any more.' })

export const confirmTotp = endpoint({
  method: 'PUT',
  path: '/v1/me/totp/{id}',
  tag: 'Identity',
  summary: 'Confirm the authenticator app with a code of it',
  description: 'From then on a sign-in with the password asks for a code. Who has no PIN yet gives one with it.',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ code: appCode, pin: pin.optional() }),
  answer: z.strictObject({ factors, recoveryCodes }),
  status: 201,
  refusals: [
    'enrollment-over',
    'wrong-code',
    'pin-required',
    'pin-too-simple',
    'totp-known',
    'too-many-attempts',
    'too-busy',
  ],
})

export const removeTotp = endpoint({
  method: 'POST',
  path: '/v1/me/totp/removal',
  tag: 'Identity',
  summary: 'Remove the authenticator app, with proof',
  description: 'With a recovery code, the password proves nothing else for a day.',
  body: z.strictObject({ proof: lostProof }),
  refusals: [...proofRefusals, 'wrong-code', 'no-totp'],
})

export const setPin = endpoint({
  method: 'PUT',
  path: '/v1/me/pin',
  tag: 'Identity',
  summary: 'Set the PIN that goes with codes and bound devices, with proof',
  body: z.strictObject({ pin, proof: lostProof }),
  answer: factors,
  refusals: [...proofRefusals, 'wrong-code', 'pin-too-simple', 'too-busy'],
})

export const makeRecoveryCodes = endpoint({
  method: 'POST',
  path: '/v1/me/recovery-codes',
  tag: 'Identity',
  summary: 'Make ten new recovery codes, with proof',
  body: z.strictObject({ proof }),
  answer: z.strictObject({ recoveryCodes }),
  status: 201,
  refusals: [...proofRefusals, 'no-totp'],
})

export type LostProof = z.infer<typeof lostProof>
export type Factors = z.infer<typeof factors>
export type SecondFactorWanted = z.infer<typeof secondFactor>
