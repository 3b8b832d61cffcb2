/**
 * Opening while the bank is not reached. The bank gives a kiosk a permit beforehand: which passkeys open which box, for an hour or so. The
 * kiosk holds nothing by which a lock opens: that takes an owner and one of the staff, whose passkeys sign a nonce of the lock.
 */
import { z } from 'zod'
import { endpoint, instant, uuid } from '#platform/endpoint'
import { base64url, boxNumber, nonce } from './words.ts'

const publicKey = z.strictObject({
  id: base64url(1, 1400).meta({ description: 'The credential.' }),
  publicKey: base64url(1, 4000).meta({ description: 'COSE (RFC 9052).' }),
  transports: z.array(z.string().max(20)).max(10),
})
export type PermittedKey = z.infer<typeof publicKey>

export const permit = z
  .strictObject({
    id: uuid,
    kiosk: uuid,
    from: instant,
    until: instant,
    site: z.strictObject({ id: z.string(), origins: z.array(z.string()) }),
    witnesses: z.array(publicKey).meta({ description: 'Of the staff who serve at lockers.' }),
    boxes: z.array(
      z.strictObject({
        box: uuid,
        number: boxNumber,
        lock: z.url(),
        keys: z.array(publicKey).meta({ description: 'Of who may open it until the permit is over.' }),
      }),
    ),
  })
  .meta({ id: 'LockerPermit' })
export type Permit = z.infer<typeof permit>

/** A permit as text, with the bank’s signature over just these bytes. */
export const signedPermit = z.strictObject({
  permit: z.string().max(1_000_000).meta({ description: 'A LockerPermit in JSON.' }),
  signature: base64url(86, 86).meta({
    description: 'Ed25519 over the UTF-8 text “locker permit 1\\n{permit}”, by the key that locks know.',
  }),
})
export type SignedPermit = z.infer<typeof signedPermit>

export const takePermit = endpoint({
  method: 'POST',
  path: '/v1/locker/kiosk/permits',
  tag: 'Kiosk',
  summary: 'Take a permit for the time in which the bank may not be reached',
  description:
    'A lock opens by it once for each box, and only for an owner and a member of the staff, whose passkeys sign the lock’s own nonce, and only while the lock has not heard of the bank for half a minute.',
  answer: signedPermit,
  status: 201,
  refusals: ['no-permits'],
})

/** Both roles sign; what one has signed is of no use in the place of the other. */
export type PermitRole = 'owner' | 'witness'

/** Its SHA-256 is the challenge that a passkey signs. */
export const permitChallenge = (role: PermitRole, about: { permit: string; box: string; nonce: string }): string =>
  `locker offline 1\n${role}\n${about.permit}\n${about.box}\n${about.nonce}`

/** `POST {lock}/offline/nonce` is answered by it. */
export const lockNonce = z.strictObject({ nonce })

const used = z.strictObject({
  id: base64url(1, 1400),
  rawId: base64url(1, 1400),
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  response: z.strictObject({
    clientDataJSON: base64url(1, 8000),
    authenticatorData: base64url(1, 8000),
    signature: base64url(1, 8000),
    userHandle: z.string().max(200).optional(),
  }),
})

/** What `POST {lock}/offline/unlock` takes. */
export const offlineUnlock = z.strictObject({ ...signedPermit.shape, nonce, owner: used, witness: used })
export type OfflineUnlock = z.infer<typeof offlineUnlock>

/** Why a lock does not open without the bank. */
export const lockRefusal = z.enum([
  'bank-reached',
  'nonce-unknown',
  'permit-refused',
  'permit-over',
  'permit-used',
  'other-box',
  'owner-refused',
  'witness-refused',
  'bolt-fault',
])
export type LockRefusal = z.infer<typeof lockRefusal>
