/** The log of attempts, as staff search and export it; and pictures by links that expire. */
import { z } from 'zod'
import { endpoint, instant, next, page, uuid } from '#platform/endpoint'
import { denial, fault } from './attempts.ts'
import { boxNumber, door, somebody, way } from './words.ts'

const visitState = z.enum(['under-way', 'opening', 'open', 'closed', 'refused', 'expired', 'cancelled'])

const visit = z
  .strictObject({
    id: uuid,
    box: z.strictObject({ id: uuid, number: boxNumber }),
    branch: z.string(),
    kiosk: z.strictObject({ id: uuid, name: z.string() }),
    who: somebody.nullable().meta({ description: 'The owner or agent that was recognized; null where nobody was.' }),
    by: way.nullable(),
    state: visitState,
    door: door.nullable().meta({ description: 'Where it stands, or where it ended.' }),
    denial: denial.nullable(),
    beganAt: instant,
    openedAt: instant.nullable(),
    closedAt: instant.nullable(),
    endedAt: instant.nullable(),
    pictures: z.array(uuid),
  })
  .meta({ id: 'LockerVisit' })
export type VisitView = z.infer<typeof visit>

const filter = {
  box: boxNumber.optional(),
  person: uuid.optional(),
  state: visitState.optional(),
  from: instant.optional(),
  until: instant.optional(),
}

export const visits = endpoint({
  method: 'GET',
  path: '/v1/locker/visits',
  tag: 'Lockers',
  summary: 'Attempts, newest first: by box, person, state and time',
  description: 'Looking for one person takes a reason (the header x-reason).',
  query: z.strictObject({ ...filter, ...page }),
  answer: z.strictObject({ items: z.array(visit), next }),
  refusals: ['reason-needed'],
})

export const oneVisit = endpoint({
  method: 'GET',
  path: '/v1/locker/visits/{id}',
  tag: 'Lockers',
  summary: 'One attempt, step by step',
  params: z.strictObject({ id: uuid }),
  answer: z.strictObject({
    visit,
    steps: z.array(
      z.strictObject({
        at: instant,
        door,
        outcome: z.enum(['opened', 'again', 'denied']),
        by: way.nullable(),
        faults: z.array(fault),
        distance: z
          .number()
          .nullable()
          .meta({ description: 'Of the face from the nearest template; null where none was compared.' }),
        picture: uuid.nullable(),
      }),
    ),
  }),
  refusals: ['no-such-visit', 'reason-needed'],
})

export const exportVisits = endpoint({
  method: 'GET',
  path: '/v1/locker/visits/export',
  tag: 'Lockers',
  summary: 'The same as a file (CSV), oldest first',
  query: z.strictObject(filter),
  files: ['text/csv'],
  refusals: ['reason-needed', 'too-many-files', 'too-busy'],
})

const link = z.strictObject({
  url: z
    .string()
    .meta({ description: 'A path of this bank, for an img element; good for whoever asked, until it expires.' }),
  expiresAt: instant,
})

export const pictureLink = endpoint({
  method: 'POST',
  path: '/v1/locker/pictures/{id}/link',
  tag: 'Lockers',
  summary: 'A link to a picture that expires after a minute',
  description: 'Looking at a picture takes a reason (the header x-reason).',
  params: z.strictObject({ id: uuid }),
  answer: link,
  refusals: ['no-such-picture', 'reason-needed'],
})

export const myPictureLink = endpoint({
  method: 'POST',
  path: '/v1/locker/mine/pictures/{id}/link',
  tag: 'My lockers',
  summary: 'A link to a picture of an attempt at a box of mine, which expires after a minute',
  params: z.strictObject({ id: uuid }),
  answer: link,
  refusals: ['no-such-picture'],
})

export const picture = endpoint({
  method: 'GET',
  path: '/v1/locker/pictures/{id}',
  tag: 'Lockers',
  summary: 'A picture, by a signed link of the person who asks',
  params: z.strictObject({ id: uuid }),
  query: z.strictObject({
    until: z.string().regex(/^\d{13}$/),
    mac: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  }),
  files: ['image/jpeg'],
  refusals: ['no-such-picture', 'too-many-files', 'too-busy'],
})
