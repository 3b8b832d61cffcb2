/** The live board of the staff. */
import { z } from 'zod'
import { endpoint, instant, uuid } from '#platform/endpoint'
import { alarmKind } from './alarms.ts'
import { boxNumber, door, lockState } from './words.ts'

const boardBox = z.strictObject({
  id: uuid,
  number: boxNumber,
  branch: z.string(),
  lock: lockState,
  isLocked: z.boolean(),
  openSince: instant.nullable(),
  attempt: z.strictObject({ id: uuid, door: door.nullable(), kiosk: uuid, since: instant }).nullable(),
})

const boardKiosk = z.strictObject({
  id: uuid,
  name: z.string(),
  branch: z.string(),
  state: z.enum(['new', 'in-service', 'silent', 'revoked']),
  heardAt: instant.nullable(),
  power: z.enum(['mains', 'battery', 'unknown']),
  camera: z.enum(['ok', 'covered', 'missing', 'unknown']),
})

/** What the data of each event holds. */
export const boardEvent = z
  .strictObject({
    kind: z.enum([
      'attempt',
      'door',
      'denied',
      'opening',
      'open',
      'closed',
      'over',
      'alarm',
      'box',
      'kiosk',
      'enrollment',
    ]),
    at: instant,
    box: uuid.nullable(),
    kiosk: uuid.nullable(),
    attempt: uuid.nullable(),
    what: z.string().meta({ description: 'The door, denial, kind of alarm, or state of a lock that it tells of.' }),
  })
  .meta({ id: 'LockerBoardEvent' })
export type BoardEvent = z.infer<typeof boardEvent>

/** So many of the last events come with the board. */
export const mostEvents = 40

export const board = endpoint({
  method: 'GET',
  path: '/v1/locker/board',
  tag: 'Lockers',
  summary: 'How every box and kiosk is now, and what rings',
  description: 'Read it once, and again whenever the stream of events tells of something.',
  answer: z.strictObject({
    at: instant,
    face: z.enum(['on', 'not-installed']),
    boxes: z.array(boardBox),
    kiosks: z.array(boardKiosk),
    ringing: z.array(
      z.strictObject({ id: uuid, kind: alarmKind, at: instant, box: boxNumber.nullable(), branch: z.string() }),
    ),
    happened: z.array(boardEvent).meta({ description: `The last ${mostEvents} events, newest first.` }),
  }),
})

export const boardEvents = endpoint({
  method: 'GET',
  path: '/v1/locker/board/events',
  tag: 'Lockers',
  summary: 'What happens in the locker halls, as server-sent events named locker',
  events: boardEvent,
  refusals: ['too-many-streams', 'too-busy', 'stopping'],
})
