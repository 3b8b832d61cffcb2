/** Bound devices as they travel. */
import { z } from 'zod'
import { endpoint, instant, nameOfThing, uuid } from '#platform/endpoint'
import { lostProof } from './factors.ts'
import { proofRefusals } from './passkeys.ts'

const deviceName = nameOfThing(60)

const device = z
  .strictObject({
    id: uuid,
    name: z.string(),
    hasKey: z.boolean().meta({ description: 'Whether it keeps a key that signs step-ups.' }),
    isHere: z.boolean(),
    boundAt: instant,
    boundWith: z.enum(['passkey', 'code', 'device', 'password', 'recovery-code']),
    seenAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'Device' })

export const devices = endpoint({
  method: 'GET',
  path: '/v1/me/devices',
  tag: 'Identity',
  summary: 'My bound devices, newest first; revoked ones too',
  answer: z.strictObject({ items: z.array(device) }),
})

export const bindDevice = endpoint({
  method: 'POST',
  path: '/v1/me/devices',
  tag: 'Identity',
  summary: 'Bind this browser as a device of mine, with proof',
  body: z.strictObject({
    name: deviceName,
    key: z
      .string()
      .regex(/^[\w-]+$/, 'base64url')
      .max(200)
      .optional()
      .meta({
        description: 'Public key on P-256, SPKI in base64url, whose private half the browser does not give out.',
      }),
    proof: lostProof,
  }),
  answer: z.strictObject({ id: uuid, items: z.array(device) }),
  status: 201,
  refusals: [...proofRefusals, 'wrong-code', 'device-unknown', 'device-known', 'key-refused', 'too-many-devices'],
})

const one = { params: z.strictObject({ id: uuid }) }

export const renameDevice = endpoint({
  method: 'PATCH',
  path: '/v1/me/devices/{id}',
  tag: 'Identity',
  summary: 'Give a bound device another name',
  ...one,
  body: z.strictObject({ name: deviceName }),
  refusals: ['no-such-device'],
})

export const revokeDevice = endpoint({
  method: 'POST',
  path: '/v1/me/devices/{id}/revocation',
  tag: 'Identity',
  summary: 'Revoke a bound device; whatever is signed in on it is signed out',
  ...one,
  refusals: ['no-such-device'],
})

export type Device = z.infer<typeof device>
