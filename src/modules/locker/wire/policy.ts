/** What the locker judges by, as data: thresholds, times and tries. */
import { z } from 'zod'
import { endpoint, instant } from '#platform/endpoint'
import { reason } from '#wire/identity'
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

const answer = z.strictObject({
  policy: lockerPolicy,
  setBy: somebody.nullable(),
  setAt: instant.nullable(),
  reason: z.string(),
})

export const policy = endpoint({
  method: 'GET',
  path: '/v1/locker/policy',
  tag: 'Lockers',
  summary: 'What the locker judges by',
  answer,
})

export const setPolicy = endpoint({
  method: 'PUT',
  path: '/v1/locker/policy',
  tag: 'Lockers',
  summary: 'Set what the locker judges by, for attempts from now on',
  body: z.strictObject({ policy: lockerPolicy, reason }),
  answer,
  refusals: ['policy-refused'],
})
