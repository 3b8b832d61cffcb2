/** Alarms of the locker hall, and the forms for the police that they come with. */
import { z } from 'zod'
import { endpoint, instant, linesOfText, next, page, uuid } from '#platform/endpoint'
import { boxNumber, somebody } from './words.ts'

export const alarmKind = z.enum([
  'wrong-secret',
  'not-me',
  'door-left-open',
  'forced',
  'lock-fault',
  'power-lost',
  'camera-covered',
  'clock-changed',
  'kiosk-silent',
  'entries-missing',
  'opened-offline',
  'opening-unknown',
  'person-called',
])
export type AlarmKind = z.infer<typeof alarmKind>

/** What the bank itself has to say of an alarm, for pages to say in their language. */
export const alarmRemark = z
  .union([
    z.strictObject({ what: z.enum(['opened-by-policy', 'opened-against-policy', 'never-permitted']) }),
    z.strictObject({ what: z.literal('entries-missing'), from: z.int(), to: z.int() }),
    z.strictObject({ what: z.literal('permitted'), at: instant.meta({ description: 'By the clock of the lock.' }) }),
  ])
  .meta({ id: 'LockerAlarmRemark' })
export type AlarmRemark = z.infer<typeof alarmRemark>

const alarm = z
  .strictObject({
    id: uuid,
    kind: alarmKind,
    branch: z.string(),
    box: z.strictObject({ id: uuid, number: boxNumber }).nullable(),
    kiosk: z.strictObject({ id: uuid, name: z.string() }).nullable(),
    attempt: uuid.nullable(),
    at: instant,
    state: z.enum(['ringing', 'taken', 'over']).meta({ description: 'taken: somebody of the staff looks after it.' }),
    endedAt: instant
      .nullable()
      .meta({ description: 'When what it tells of ended by itself, such as a door that was shut.' }),
    takenBy: somebody.nullable(),
    remark: alarmRemark.nullable(),
    note: z.string(),
    picture: uuid.nullable(),
    report: uuid.nullable().meta({ description: 'The filled form for the police, where there is one.' }),
  })
  .meta({ id: 'LockerAlarm' })
export type AlarmView = z.infer<typeof alarm>

export const alarms = endpoint({
  method: 'GET',
  path: '/v1/locker/alarms',
  tag: 'Lockers',
  summary: 'Alarms, newest first',
  query: z.strictObject({ state: z.enum(['ringing', 'taken', 'over']).optional(), ...page }),
  answer: z.strictObject({ items: z.array(alarm), next }),
})

export const takeAlarm = endpoint({
  method: 'POST',
  path: '/v1/locker/alarms/{id}/take',
  tag: 'Lockers',
  summary: 'Look after an alarm: it stops ringing',
  params: z.strictObject({ id: uuid }),
  answer: alarm,
  refusals: ['no-such-alarm', 'alarm-over'],
})

export const endAlarm = endpoint({
  method: 'POST',
  path: '/v1/locker/alarms/{id}/end',
  tag: 'Lockers',
  summary: 'Say what became of an alarm',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ note: linesOfText(3, 1000) }),
  answer: alarm,
  refusals: ['no-such-alarm', 'alarm-over'],
})

export const policeReport = endpoint({
  method: 'GET',
  path: '/v1/locker/reports/{id}',
  tag: 'Lockers',
  summary: 'The form for the police, filled in: what happened when and where, with the captured picture',
  description: 'Reading it takes a reason (the header x-reason).',
  params: z.strictObject({ id: uuid }),
  query: z.strictObject({ language: z.enum(['en', 'hi']).optional() }),
  files: ['application/pdf'],
  refusals: ['no-such-report', 'reason-needed', 'too-many-files', 'too-busy'],
})
