/** Enrollment of a face at the branch: begun by one member of the staff, agreed to by the person in their own app, granted by a second one. */
import { z } from 'zod'
import { endpoint, instant, lineOfText, newUuid, uuid } from '#platform/endpoint'
import { reason, secondSigningRefusals, signed, signingRefusals } from '#wire/identity'
import { hint } from './attempts.ts'
import { base64url, somebody } from './words.ts'

/** How a head is held; each pose once at least. */
export const pose = z.enum(['straight', 'left', 'right', 'up', 'down'])
export type PoseName = z.infer<typeof pose>

const enrollment = z
  .strictObject({
    id: uuid,
    person: somebody,
    state: z
      .enum([
        'waits-for-consent',
        'poses',
        'waits-for-second',
        'in-force',
        'declined',
        'denied',
        'replaced',
        'deleted',
        'expired',
      ])
      .meta({
        description: 'poses: the person has agreed, and pictures are being taken. in-force: the face opens the door.',
      }),
    begunBy: somebody,
    begunAt: instant,
    expiresAt: instant
      .nullable()
      .meta({ description: 'One that is not finished is over then; null where it is finished.' }),
    poses: z.array(z.strictObject({ pose, takenAt: instant })).meta({ description: 'Those that were good enough.' }),
    missing: z.array(pose),
    grantedBy: somebody.nullable(),
    endedAt: instant.nullable(),
  })
  .meta({ id: 'FaceEnrollment' })
export type EnrollmentView = z.infer<typeof enrollment>

const one = { params: z.strictObject({ id: uuid }) }

export const enrollments = endpoint({
  method: 'GET',
  path: '/v1/locker/enrollments',
  tag: 'Lockers',
  summary: 'Enrollments, newest first: the last hundred, or those of one person',
  query: z.strictObject({ person: uuid.optional() }),
  answer: z.strictObject({
    items: z.array(enrollment),
    face: z.enum(['on', 'not-installed']),
  }),
})

export const putEnrollment = endpoint({
  method: 'PUT',
  path: '/v1/locker/enrollments/{id}',
  tag: 'Lockers',
  summary: 'Begin to enroll a customer’s face, who is asked for consent in their own app',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ person: uuid }),
  answer: enrollment,
  refusals: ['no-such-person', 'face-not-installed', 'enrollment-open', 'id-taken'],
})

export const sendPose = endpoint({
  method: 'POST',
  path: '/v1/locker/enrollments/{id}/poses',
  tag: 'Lockers',
  summary: 'One picture of a pose: taken in, or hints what to do better',
  description:
    'The picture is looked at and dropped; what is kept is the sealed template. Every picture must show the same one person.',
  ...one,
  body: z.strictObject({ pose, jpeg: base64url(4, 1_400_000) }),
  answer: z.strictObject({
    isTaken: z.boolean(),
    hints: z.array(hint),
    fault: z
      .enum(['not-a-picture', 'nobody', 'several-faces', 'not-a-person', 'another-face', 'wrong-pose'])
      .nullable(),
    enrollment,
  }),
  refusals: [
    'no-such-enrollment',
    'enrollment-over',
    'consent-missing',
    'face-not-installed',
    'too-busy',
    'not-your-enrollment',
  ],
})

export const finishEnrollment = endpoint({
  method: 'POST',
  path: '/v1/locker/enrollments/{id}/finish',
  tag: 'Lockers',
  summary: 'All poses are there: sign the enrollment as locker.enrollment, for a second person to grant',
  ...one,
  body: z.strictObject({ reason, proof: signed }),
  answer: enrollment,
  refusals: [...signingRefusals, 'no-such-enrollment', 'enrollment-over', 'poses-missing', 'not-your-enrollment'],
})

export const decideEnrollment = endpoint({
  method: 'POST',
  path: '/v1/locker/enrollments/{id}/decision',
  tag: 'Lockers',
  summary: 'Grant an enrollment, signed as locker.enrollment by somebody else than who began it, or deny it',
  ...one,
  body: z.strictObject({ decision: z.enum(['grant', 'deny']), note: lineOfText(0, 300), proof: signed }),
  answer: enrollment,
  refusals: [...secondSigningRefusals, 'no-such-enrollment', 'enrollment-over'],
})

export const deleteFace = endpoint({
  method: 'DELETE',
  path: '/v1/locker/faces/{person}',
  tag: 'Lockers',
  summary: 'Delete every template of a person’s face, for good',
  params: z.strictObject({ person: uuid }),
  refusals: ['no-such-face'],
})
