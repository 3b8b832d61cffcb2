/** An attempt at a box: four doors and the lock, in their order. The kiosk asks; the server alone says which door is next. */
import { z } from 'zod'
import { endpoint, instant, newUuid, uuid } from '#platform/endpoint'
import { stepUp, usedCredential } from '#wire/identity'
import { base64url, boxNumber, door, lockState, nonce, way } from './words.ts'

export const motion = z.enum(['turn-left', 'turn-right', 'look-up', 'blink'])

export const hint = z.enum([
  'nobody',
  'one-person-only',
  'come-closer',
  'go-back',
  'hold-still',
  'look-straight',
  'more-light',
  'less-light',
  'show-your-face',
])

/** Why frames did not open a door: what was seen, as src/perception names it, and what is wrong with their order or age. */
export const fault = z.enum([
  'not-a-picture',
  'too-few-frames',
  'same-frame-twice',
  'nobody',
  'several-faces',
  'not-a-person',
  'frames-not-good',
  'another-face',
  'challenge-not-met',
  'flat-picture',
  'attack-suspected',
  'out-of-order',
  'replayed',
  'too-late',
  'not-the-owner',
  'not-sure',
])
export type Fault = z.infer<typeof fault>

/** Why an attempt is over without an opening. */
export const denial = z.enum([
  'person',
  'replayed',
  'not-an-owner',
  'passkey',
  'secret',
  'box-locked',
  'code',
  'stale',
  'lock',
  'expired',
  'cancelled',
])
export type Denial = z.infer<typeof denial>

const challenge = z
  .strictObject({
    motions: z.array(motion).min(1).meta({ description: 'To be made in this order, after a straight look.' }),
    issuedAt: instant,
    expiresAt: instant.meta({ description: 'Frames that arrive later are refused.' }),
    leastFrames: z.int(),
    mostFrames: z.int(),
  })
  .meta({ id: 'LockerChallenge' })

const attempt = z
  .strictObject({
    id: uuid,
    box: boxNumber,
    state: z.enum(['under-way', 'opening', 'open', 'closed', 'refused', 'expired', 'cancelled']),
    door: door.nullable().meta({ description: 'The door that is next; null where the attempt is over.' }),
    doors: z
      .array(
        z.strictObject({
          door,
          state: z.enum(['shut', 'now', 'open', 'refused']),
          by: way.nullable(),
          openedAt: instant.nullable(),
          freshUntil: instant
            .nullable()
            .meta({ description: 'After that the proof is stale, and the lock stays shut.' }),
        }),
      )
      .length(5),
    ways: z.array(way).meta({ description: 'What opens the first two doors here and now.' }),
    nonce: nonce.nullable().meta({ description: 'To be sent with the next step; null where the attempt is over.' }),
    challenge: challenge
      .nullable()
      .meta({ description: 'What a face is asked to do, while the person or the owner is next.' }),
    faults: z.array(fault).meta({ description: 'What was wrong with the last frames.' }),
    hints: z.array(hint).meta({ description: 'What to do better next time; the most helpful first.' }),
    triesLeft: z.int().nullable().meta({ description: 'At the door that is next.' }),
    code: z
      .strictObject({ sentTo: z.string().meta({ description: 'Where it went, mostly hidden.' }), expiresAt: instant })
      .nullable(),
    lock: lockState.nullable().meta({ description: 'From the opening on.' }),
    denial: denial.nullable(),
    expiresAt: instant.meta({ description: 'When the whole attempt is over, whatever has been opened.' }),
  })
  .meta({ id: 'LockerAttempt' })
export type AttemptView = z.infer<typeof attempt>

const one = { params: z.strictObject({ id: uuid }) }

/** Refusals of every step. None of them moves the attempt on. */
const stepRefusals = ['no-such-attempt', 'attempt-over', 'wrong-nonce', 'wrong-door'] as const

/** One JPEG of the kiosk's camera as the step was done; kept sealed, and sent to the owner where the door stays shut. */
const picture = base64url(4, 700_000).optional()

export const putAttempt = endpoint({
  method: 'PUT',
  path: '/v1/locker/attempts/{id}',
  tag: 'Kiosk',
  summary: 'Somebody stands before the kiosk and wants to a box',
  description: 'One attempt at a time for each box and for each kiosk: a second one is refused with box-busy.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ box: boxNumber, language: z.enum(['en', 'hi', 'es']) }),
  answer: attempt,
  refusals: ['no-such-box', 'box-busy', 'box-locked', 'box-open', 'kiosk-busy', 'id-taken', 'too-many-attempts'],
})

export const getAttempt = endpoint({
  method: 'GET',
  path: '/v1/locker/attempts/{id}',
  tag: 'Kiosk',
  summary: 'How an attempt of this kiosk stands, with the nonce and challenge of its next step',
  ...one,
  answer: attempt,
  refusals: ['no-such-attempt'],
})

export const sendFrames = endpoint({
  method: 'POST',
  path: '/v1/locker/attempts/{id}/frames',
  tag: 'Kiosk',
  summary: 'The frames of a challenge: they open the doors of the person and of the owner, or say why not',
  description:
    'One set of frames is judged for both doors, so that whoever lives is whoever owns. Where the owner is not sure, another challenge follows. A wrong nonce, frames out of order and frames seen before open nothing.',
  ...one,
  body: z.strictObject({
    nonce,
    frames: z
      .array(
        z.strictObject({
          atMs: z
            .int()
            .min(0)
            .max(120_000)
            .meta({ description: 'Milliseconds since the kiosk had the challenge; each more than the one before.' }),
          jpeg: base64url(4, 700_000),
        }),
      )
      .min(1)
      .max(24),
  }),
  answer: attempt,
  refusals: [...stepRefusals, 'face-not-installed', 'too-busy'],
})

export const askPasskey = endpoint({
  method: 'POST',
  path: '/v1/locker/attempts/{id}/passkey-options',
  tag: 'Kiosk',
  summary: 'Take the passkey in place of the face: what navigator.credentials.get is asked',
  ...one,
  body: z.strictObject({ nonce }),
  answer: z.strictObject({ id: uuid, expiresAt: instant, options: stepUp.shape.options }),
  status: 201,
  refusals: [...stepRefusals, 'too-many-attempts'],
})

export const sendPasskey = endpoint({
  method: 'POST',
  path: '/v1/locker/attempts/{id}/passkey',
  tag: 'Kiosk',
  summary: 'The signature of a passkey of an owner or agent, with their own verification: it opens the first two doors',
  ...one,
  body: z.strictObject({ nonce, id: uuid, credential: usedCredential, picture }),
  answer: attempt,
  refusals: stepRefusals,
})

export const sendSecret = endpoint({
  method: 'POST',
  path: '/v1/locker/attempts/{id}/secret',
  tag: 'Kiosk',
  summary: 'The secret; three wrong ones in a row lock the box, at whatever kiosk and in whatever attempt',
  ...one,
  body: z.strictObject({ nonce, secret: z.string().min(1).max(128), picture }),
  answer: attempt,
  refusals: stepRefusals,
})

export const sendCode = endpoint({
  method: 'POST',
  path: '/v1/locker/attempts/{id}/code',
  tag: 'Kiosk',
  summary: 'The one-time code that went to the owner’s device: good for this attempt, once, for two minutes',
  ...one,
  body: z.strictObject({ nonce, code: z.string().regex(/^\d{6}$/, 'six digits'), picture }),
  answer: attempt,
  refusals: stepRefusals,
})

export const openBox = endpoint({
  method: 'POST',
  path: '/v1/locker/attempts/{id}/opening',
  tag: 'Kiosk',
  summary: 'Open the box, while all proofs are fresh; the answer says what the lock says',
  description:
    'The picture is kept sealed until the lock has answered: it is sent to the owner where the lock stays shut, and forgotten where it has opened.',
  ...one,
  body: z.strictObject({ nonce, picture }),
  answer: attempt,
  refusals: stepRefusals,
})

export const cancelAttempt = endpoint({
  method: 'POST',
  path: '/v1/locker/attempts/{id}/cancel',
  tag: 'Kiosk',
  summary: 'The person stops, or goes away',
  ...one,
  answer: attempt,
  refusals: ['no-such-attempt'],
})
