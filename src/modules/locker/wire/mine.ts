/** What a customer does about their own boxes, in their own app. */
import { z } from 'zod'
import { endpoint, instant, uuid } from '#platform/endpoint'
import { proof, proofRefusals, stepUp } from '#wire/identity'
import { denial } from './attempts.ts'
import { boxNumber, door } from './words.ts'

const myBox = z.strictObject({
  id: uuid,
  number: boxNumber,
  branch: z.string(),
  as: z.enum(['owner', 'agent']),
  until: z.iso.date().nullable(),
  isLocked: z.boolean(),
  hasSecret: z.boolean().meta({ description: 'Whether I have set my secret for it.' }),
})

const consent = z.strictObject({
  id: uuid,
  kind: z.enum(['enrollment', 'owner', 'agent']),
  name: z.string().meta({ description: 'Who is entered or enrolled.' }),
  box: boxNumber.nullable(),
  from: z.iso.date().nullable(),
  until: z.iso.date().nullable(),
  askedAt: instant,
})

const incident = z
  .strictObject({
    id: uuid,
    box: boxNumber,
    branch: z.string(),
    kind: z.enum(['denied', 'wrong-secret']),
    door,
    denial,
    at: instant,
    picture: uuid.nullable(),
    answer: z.enum(['me', 'not-me']).nullable(),
    needsCode: z
      .boolean()
      .meta({ description: 'Whether “it was me” takes the code that was sent, as it releases the box.' }),
  })
  .meta({ id: 'LockerIncident' })

export const myLockers = endpoint({
  method: 'GET',
  path: '/v1/locker/mine',
  tag: 'My lockers',
  summary: 'My boxes, my face, what waits for my consent, and who was not let in',
  answer: z.strictObject({
    boxes: z.array(myBox),
    face: z.enum(['none', 'in-force']),
    consents: z.array(consent),
    incidents: z.array(incident),
  }),
})

const one = { params: z.strictObject({ id: uuid }) }

export const askConsent = endpoint({
  method: 'POST',
  path: '/v1/locker/mine/consents/{id}/step-up',
  tag: 'My lockers',
  summary: 'Ask for what has to be signed to agree',
  ...one,
  answer: stepUp,
  status: 201,
  refusals: ['no-such-consent', 'passkey-required', 'passkey-suspected', 'too-many-attempts'],
})

export const answerConsent = endpoint({
  method: 'POST',
  path: '/v1/locker/mine/consents/{id}',
  tag: 'My lockers',
  summary: 'Agree, with proof, or decline',
  ...one,
  body: z.union([
    z.strictObject({ answer: z.literal('agree'), proof }),
    z.strictObject({ answer: z.literal('decline') }),
  ]),
  refusals: [...proofRefusals, 'no-such-consent'],
})

export const askSecret = endpoint({
  method: 'POST',
  path: '/v1/locker/mine/boxes/{id}/secret/step-up',
  tag: 'My lockers',
  summary: 'Ask for what has to be signed to set my secret of a box',
  ...one,
  answer: stepUp,
  status: 201,
  refusals: ['no-such-box', 'passkey-required', 'passkey-suspected', 'too-many-attempts'],
})

export const setSecret = endpoint({
  method: 'PUT',
  path: '/v1/locker/mine/boxes/{id}/secret',
  tag: 'My lockers',
  summary: 'Set my secret of a box, with proof: it is typed in at the kiosk',
  ...one,
  body: z.strictObject({ secret: z.string().min(8).max(128), proof }),
  refusals: [...proofRefusals, 'no-such-box', 'secret-too-common', 'too-busy'],
})

export const deleteMyFace = endpoint({
  method: 'DELETE',
  path: '/v1/locker/mine/face',
  tag: 'My lockers',
  summary: 'Delete every template of my face, for good; the passkey stays',
  refusals: ['no-such-face'],
})

export const answerIncident = endpoint({
  method: 'POST',
  path: '/v1/locker/mine/incidents/{id}',
  tag: 'My lockers',
  summary: 'It was me, or it was not me',
  description:
    'After three wrong secrets, “it was me” takes the code that was sent and releases the box. “It was not me” keeps it locked, and the branch is told.',
  ...one,
  body: z.union([
    z.strictObject({
      answer: z.literal('me'),
      code: z
        .string()
        .regex(/^\d{6}$/, 'six digits')
        .optional(),
    }),
    z.strictObject({ answer: z.literal('not-me') }),
  ]),
  answer: incident,
  refusals: ['no-such-incident', 'answered-already', 'wrong-incident-code', 'too-many-attempts'],
})
