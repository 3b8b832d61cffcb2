/** Boxes, who owns them, and who may open them for an owner. */
import { z } from 'zod'
import { endpoint, instant, lineOfText, newUuid, uuid } from '#platform/endpoint'
import { reason, secondSigningRefusals, signed, signingRefusals } from '#wire/identity'
import { base64url, boxNumber, branch, lockState, somebody } from './words.ts'

/** How a lock is driven. */
export const lockDrive = z
  .union([
    z.strictObject({ kind: z.literal('simulated') }),
    z.strictObject({
      kind: z.literal('http'),
      url: z
        .url({ protocol: /^https?$/ })
        .max(300)
        .meta({ description: 'Of the controller that moves the bolt, such as GPIO behind HTTP.' }),
      kioskUrl: z
        .url({ protocol: /^https?$/ })
        .max(300)
        .optional()
        .meta({
          description:
            'Where the kiosks of the branch reach the same controller while the bank is not reached; at an origin that the setting KIOSK_LOCKS names.',
        }),
    }),
  ])
  .meta({ id: 'LockDrive' })
export type LockDrive = z.infer<typeof lockDrive>

const holder = z
  .strictObject({
    id: uuid,
    person: somebody,
    as: z.enum(['owner', 'agent']),
    state: z.enum(['waiting', 'in-force', 'over', 'ended', 'declined']).meta({
      description: 'waiting: an owner has not consented. over: its dates have passed.',
    }),
    from: z.iso.date().nullable(),
    until: z.iso.date().nullable().meta({ description: 'The last day, in UTC; null for an owner.' }),
    hasFace: z.boolean(),
    hasSecret: z.boolean(),
  })
  .meta({ id: 'BoxHolder' })

const box = z
  .strictObject({
    id: uuid,
    number: boxNumber,
    branch: z.string(),
    drive: lockDrive,
    lock: lockState,
    isLocked: z
      .boolean()
      .meta({ description: 'After three wrong secrets, or by staff: nobody gets in until it is released.' }),
    lockedAt: instant.nullable(),
    holders: z.array(holder),
  })
  .meta({ id: 'LockerBox' })
export type BoxView = z.infer<typeof box>

const one = { params: z.strictObject({ id: uuid }) }

export const boxes = endpoint({
  method: 'GET',
  path: '/v1/locker/boxes',
  tag: 'Lockers',
  summary: 'Every box with its lock and its holders, by branch and number',
  answer: z.strictObject({ items: z.array(box) }),
})

export const getBox = endpoint({
  method: 'GET',
  path: '/v1/locker/boxes/{id}',
  tag: 'Lockers',
  summary: 'One box',
  ...one,
  answer: box,
  refusals: ['no-such-box'],
})

export const putBox = endpoint({
  method: 'PUT',
  path: '/v1/locker/boxes/{id}',
  tag: 'Lockers',
  summary: 'Set up a box, or say how its lock is driven from now on',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ number: boxNumber, branch, drive: lockDrive }),
  answer: box,
  refusals: ['box-taken', 'box-in-use', 'lock-out-of-reach'],
})

export const putHolder = endpoint({
  method: 'PUT',
  path: '/v1/locker/boxes/{id}/holders/{holder}',
  tag: 'Lockers',
  summary: 'Enter somebody as owner or agent of a box; it holds once an owner has consented in their own app',
  description: 'The first owner of an empty box consents themself. Agents have dates; both are whole days in UTC.',
  params: z.strictObject({ id: uuid, holder: newUuid }),
  body: z.strictObject({
    person: uuid,
    as: z.enum(['owner', 'agent']),
    from: z.iso.date().nullable(),
    until: z.iso.date().nullable(),
  }),
  answer: box,
  refusals: [
    'no-such-box',
    'no-such-person',
    'holder-known',
    'dates-needed',
    'owner-needed',
    'too-many-holders',
    'id-taken',
  ],
})

export const endHolder = endpoint({
  method: 'DELETE',
  path: '/v1/locker/boxes/{id}/holders/{holder}',
  tag: 'Lockers',
  summary: 'End what somebody may do with a box, at once',
  params: z.strictObject({ id: uuid, holder: uuid }),
  answer: box,
  refusals: ['no-such-holder'],
})

export const lockBox = endpoint({
  method: 'POST',
  path: '/v1/locker/boxes/{id}/lock',
  tag: 'Lockers',
  summary: 'Keep everybody out of a box; whoever is under way is stopped',
  ...one,
  body: z.strictObject({ reason }),
  answer: box,
  refusals: ['no-such-box'],
})

export const askRelease = endpoint({
  method: 'PUT',
  path: '/v1/locker/releases/{id}',
  tag: 'Lockers',
  summary: 'Ask for a locked box to be released; a second person of the staff grants it',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ box: uuid, reason, proof: signed }),
  answer: box,
  refusals: [...signingRefusals, 'no-such-box', 'not-locked', 'id-taken'],
})

export const grantRelease = endpoint({
  method: 'POST',
  path: '/v1/locker/releases/{id}/decision',
  tag: 'Lockers',
  summary: 'Grant or deny the release of a box, signed as locker.release',
  ...one,
  body: z.strictObject({ decision: z.enum(['grant', 'deny']), note: lineOfText(0, 300), proof: signed }),
  answer: box,
  refusals: [...secondSigningRefusals, 'no-such-release', 'release-over'],
})

export const lockKey = endpoint({
  method: 'GET',
  path: '/v1/locker/boxes/{id}/lock-key',
  tag: 'Lockers',
  summary:
    'The keys that the controller of a lock is given: one that both sides sign with (HMAC-SHA-256), and the bank’s',
  ...one,
  answer: z.strictObject({
    key: base64url(43, 43),
    bankKey: base64url(40, 100).meta({
      description: 'The public key of the bank (Ed25519, SPKI in DER), by which the lock knows orders and permits.',
    }),
  }),
  refusals: ['no-such-box'],
})
