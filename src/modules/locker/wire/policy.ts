/** What the locker judges by, as data: thresholds, times and tries. */
import { z } from 'zod'
import { endpoint, instant, lineOfText, newUuid, uuid } from '#platform/endpoint'
import { reason, secondSigningRefusals, signed, signingRefusals } from '#wire/identity'
import { somebody } from './words.ts'

const seconds = (least: number, most: number) => z.int().min(least).max(most)

/** Each value has limits of its own, so that no policy opens a door. */
export const lockerPolicy = z
  .strictObject({
    ownerUpTo: z
      .number()
      .min(0.3)
      .max(0.58)
      .meta({ description: 'Distance of descriptors up to which a face is the owner’s.' }),
    unsureUpTo: z
      .number()
      .min(0.3)
      .max(0.64)
      .meta({ description: 'Up to here another challenge follows; beyond, it is not the owner.' }),
    motions: z
      .int()
      .min(1)
      .max(4)
      .meta({ description: 'Motions of a challenge; one more where no passive model is placed.' }),
    challengeSeconds: seconds(5, 60),
    personTries: z.int().min(1).max(10),
    codeTries: z.int().min(1).max(5),
    freshSeconds: seconds(30, 600).meta({ description: 'How long a door stays open behind whoever passed it.' }),
    attemptSeconds: seconds(60, 900),
    doorOpenSeconds: seconds(30, 3600).meta({ description: 'A door that stands open longer rings.' }),
    keepPicturesDays: z.int().min(1).max(3650),
    keepDeniedDays: z.int().min(1).max(3650).meta({ description: 'Pictures of who was not let in.' }),
    mayQueueOffline: z.boolean(),
    mayOpenOffline: z.boolean().meta({
      description:
        'Whether kiosks get permits: a box then opens while the bank is not reached, for the passkey of an owner and that of a member of the staff.',
    }),
    offlineMinutes: z
      .int()
      .min(5)
      .max(240)
      .meta({ description: 'How long a permit is good for, from when the bank was last reached.' }),
    asksForPasskeyToo: z.boolean().meta({ description: 'A face alone is not enough: the passkey besides.' }),
  })
  .meta({ id: 'LockerPolicy' })
export type LockerPolicy = z.infer<typeof lockerPolicy>

/** Smaller is stricter. */
const stricterDown = [
  'ownerUpTo',
  'unsureUpTo',
  'challengeSeconds',
  'personTries',
  'codeTries',
  'freshSeconds',
  'attemptSeconds',
  'doorOpenSeconds',
  'offlineMinutes',
] as const
/** Whatever way these go, somebody loses: what is kept, and what is told. */
const neverStricter = ['keepPicturesDays', 'keepDeniedDays', 'mayQueueOffline'] as const

/** Whether one policy lets nobody in whom the other one does not, and forgets nothing: such a one holds at once, any other one needs a second person. */
export const isStricter = (before: LockerPolicy, after: LockerPolicy): boolean =>
  stricterDown.every((name) => after[name] <= before[name]) &&
  neverStricter.every((name) => after[name] === before[name]) &&
  after.motions >= before.motions &&
  (!after.mayOpenOffline || before.mayOpenOffline) &&
  (after.asksForPasskeyToo || !before.asksForPasskeyToo)

const proposal = z
  .strictObject({
    id: uuid,
    policy: lockerPolicy,
    reason: z.string(),
    askedBy: somebody,
    askedAt: instant,
    endsAt: instant,
    isMine: z.boolean(),
  })
  .meta({ id: 'LockerPolicyProposal' })
export type LockerPolicyProposal = z.infer<typeof proposal>

const answer = z.strictObject({
  policy: lockerPolicy,
  setBy: somebody.nullable(),
  grantedBy: somebody.nullable(),
  setAt: instant.nullable(),
  reason: z.string(),
  waits: proposal.nullable().meta({ description: 'What somebody proposed and nobody has decided.' }),
})
export type PolicyView = z.infer<typeof answer>

export const policy = endpoint({
  method: 'GET',
  path: '/v1/locker/policy',
  tag: 'Lockers',
  summary: 'What the locker judges by',
  answer,
})

export const setPolicy = endpoint({
  method: 'PUT',
  path: '/v1/locker/policies/{id}',
  tag: 'Lockers',
  summary: 'Set what the locker judges by, for attempts from now on',
  description:
    'One that only makes the doors stricter holds at once. Any other one is signed, kind `locker.policy`, and waits until a second person grants it.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ policy: lockerPolicy, reason, proof: signed }),
  answer,
  refusals: [...signingRefusals, 'policy-refused', 'policy-waits', 'id-taken'],
})

export const decidePolicy = endpoint({
  method: 'POST',
  path: '/v1/locker/policies/{id}/decision',
  tag: 'Lockers',
  summary: 'Grant a policy that somebody else proposed, with a second signature, or deny it',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ decision: z.enum(['grant', 'deny']), note: lineOfText(0, 300), proof: signed }),
  answer,
  refusals: [...secondSigningRefusals, 'no-such-policy', 'policy-decided'],
})
