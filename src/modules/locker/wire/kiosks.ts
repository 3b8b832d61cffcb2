/** Kiosks: devices with keys of their own. A kiosk makes its key, gives the public half with a code of the staff, and signs in by it. */
import { z } from 'zod'
import { endpoint, instant, newUuid, uuid } from '#platform/endpoint'
import { base64url, branch, nonce } from './words.ts'

const kiosk = z
  .strictObject({
    id: uuid,
    name: z.string(),
    branch: z.string(),
    state: z.enum(['new', 'in-service', 'silent', 'revoked']).meta({
      description: 'new: it has no key yet. silent: it has not been heard of for a minute.',
    }),
    heardAt: instant.nullable(),
    power: z.enum(['mains', 'battery', 'unknown']),
    camera: z.enum(['ok', 'covered', 'missing', 'unknown']),
    clockSkewMs: z
      .int()
      .nullable()
      .meta({ description: 'How far its clock was ahead of ours when it was last heard.' }),
    waits: z.int().meta({ description: 'What it has gathered while it was offline and has not delivered.' }),
  })
  .meta({ id: 'Kiosk' })
export type Kiosk = z.infer<typeof kiosk>

const withCode = z.strictObject({
  kiosk,
  code: z
    .string()
    .meta({ description: 'Eight characters, typed in at the kiosk within ten minutes, once. Shown here only.' }),
  expiresAt: instant,
})

export const kiosks = endpoint({
  method: 'GET',
  path: '/v1/locker/kiosks',
  tag: 'Lockers',
  summary: 'Every kiosk, and how it is',
  answer: z.strictObject({ items: z.array(kiosk) }),
})

export const putKiosk = endpoint({
  method: 'PUT',
  path: '/v1/locker/kiosks/{id}',
  tag: 'Lockers',
  summary: 'Set up a kiosk at a branch; answers the code by which it gets its key',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ name: branch, branch }),
  answer: withCode,
  refusals: ['id-taken'],
})

export const renewKiosk = endpoint({
  method: 'POST',
  path: '/v1/locker/kiosks/{id}/code',
  tag: 'Lockers',
  summary: 'A new code, by which a kiosk gets a new key; the old key is refused from now on',
  params: z.strictObject({ id: uuid }),
  answer: withCode,
  refusals: ['no-such-kiosk'],
})

export const revokeKiosk = endpoint({
  method: 'DELETE',
  path: '/v1/locker/kiosks/{id}',
  tag: 'Lockers',
  summary: 'Take a kiosk out of service for good',
  params: z.strictObject({ id: uuid }),
  refusals: ['no-such-kiosk'],
})

/** ECDSA on P-256 with SHA-256, as WebCrypto writes it: SPKI, and r and s one after the other. */
const publicKey = base64url(100, 200).meta({ description: 'SPKI of an ECDSA key on P-256, in base64url.' })
const signature = base64url(86, 86).meta({ description: 'r and s one after the other (IEEE P1363), in base64url.' })

export const giveKioskKey = endpoint({
  method: 'POST',
  path: '/v1/locker/kiosk/keys',
  tag: 'Kiosk',
  summary: 'A kiosk gives its public key, with the code that staff typed in',
  body: z.strictObject({
    code: z.string().regex(/^[A-HJ-NP-Z2-9]{8}$/, 'eight letters and digits'),
    publicKey,
  }),
  answer: z.strictObject({ kiosk: uuid, name: z.string(), branch: z.string() }),
  status: 201,
  refusals: ['wrong-kiosk-code', 'too-many-attempts'],
})

export const askKioskNonce = endpoint({
  method: 'POST',
  path: '/v1/locker/kiosk/nonces',
  tag: 'Kiosk',
  summary: 'What a kiosk has to sign to sign in, good for a minute',
  body: z.strictObject({ kiosk: uuid }),
  answer: z.strictObject({ nonce, expiresAt: instant }),
  status: 201,
  refusals: ['too-many-attempts'],
})

export const signInKiosk = endpoint({
  method: 'POST',
  path: '/v1/locker/kiosk/sessions',
  tag: 'Kiosk',
  summary: 'A kiosk signs in: its signature over the UTF-8 text “locker kiosk 1\\n{kiosk}\\n{nonce}”',
  description: 'Every other path of the kiosk takes the token in the header Authorization: Kiosk {token}.',
  body: z.strictObject({ kiosk: uuid, nonce, signature }),
  answer: z.strictObject({
    token: base64url(43, 43),
    expiresAt: instant.meta({ description: 'After ten minutes; sign in again before.' }),
    name: z.string(),
    branch: z.string(),
    now: instant.meta({ description: 'The clock of the bank, by which everything is judged.' }),
    face: z.enum(['on', 'not-installed']).meta({
      description: 'not-installed: the packages for seeing are missing on the server; the passkey is the way.',
    }),
    offline: z.strictObject({
      mayQueue: z.boolean(),
      mayOpen: z
        .boolean()
        .meta({ description: 'Whether a box may be opened while the bank is not reached, by a permit of the bank.' }),
      most: z.int().meta({ description: 'Entries that may wait at the kiosk.' }),
    }),
  }),
  status: 201,
  refusals: ['kiosk-refused'],
})

export const tellSigns = endpoint({
  method: 'POST',
  path: '/v1/locker/kiosk/signs',
  tag: 'Kiosk',
  summary: 'How a kiosk is: every ten seconds, and at once where something changes',
  description:
    'Power on battery, a covered or missing camera, and a clock that was changed ring alarms, once each until it is over.',
  body: z.strictObject({
    at: instant.meta({ description: 'By the kiosk’s own clock.' }),
    power: z.enum(['mains', 'battery', 'unknown']),
    camera: z.enum(['ok', 'covered', 'missing', 'unknown']),
    waits: z.int().min(0).max(100_000),
  }),
  answer: z.strictObject({
    now: instant,
    lasts: z.array(z.string()).meta({ description: 'Kinds of alarms that last.' }),
  }),
})

export const callPerson = endpoint({
  method: 'POST',
  path: '/v1/locker/kiosk/calls',
  tag: 'Kiosk',
  summary: 'Somebody at the kiosk asks for a person of the staff: it rings until one looks after it',
  body: z.strictObject({ attempt: uuid.nullable() }),
})

const queued = z.strictObject({
  number: z
    .int()
    .min(1)
    .meta({ description: 'Rises by one with each entry of this kiosk, and is part of what is signed.' }),
  at: instant,
  kind: z.enum(['attempt', 'refused', 'opened', 'sign']),
  box: z.string().max(12),
  note: z.string().max(300),
  picture: base64url(4, 700_000).nullable().meta({ description: 'A JPEG, where one was taken.' }),
  signature: signature.meta({
    description:
      'Over the UTF-8 text “locker entry 1\\n{kiosk}\\n{number}\\n{at}\\n{kind}\\n{box}\\n{note}\\n{SHA-256 of the JPEG in lower-case hex, or -}”.',
  }),
})
export type QueuedEntry = z.infer<typeof queued>

export const deliverQueue = endpoint({
  method: 'POST',
  path: '/v1/locker/kiosk/entries',
  tag: 'Kiosk',
  summary: 'Deliver what was gathered while the bank was not reached, oldest first',
  description:
    'An entry that is known already is counted as delivered. Numbers that are missing ring an alarm, as does an opening that the policy forbids.',
  body: z.strictObject({ entries: z.array(queued).min(1).max(20) }),
  answer: z.strictObject({ deliveredUpTo: z.int() }),
  refusals: ['entry-refused'],
})
