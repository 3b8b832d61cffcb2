/** Rights that somebody takes alone, as they travel. */
import { z } from 'zod'
import { endpoint, instant, linesOfText, newUuid, uuid } from '#platform/endpoint'
import { reason, signed, signingRefusals } from './approvals.ts'

const somebody = z.strictObject({ id: uuid, name: z.string() })

const takenRight = z
  .strictObject({
    id: uuid,
    person: somebody,
    permission: z.string(),
    reason: z.string(),
    at: instant,
    until: instant,
    endedAt: instant.nullable().meta({ description: 'Where it was given back before its hour.' }),
    isHeld: z.boolean(),
    review: z
      .strictObject({ by: somebody, at: instant, wasRight: z.boolean(), note: z.string() })
      .nullable()
      .meta({ description: 'What somebody else said of it afterward.' }),
  })
  .meta({ id: 'TakenRight' })

const one = { params: z.strictObject({ id: uuid }) }

export const takeRight = endpoint({
  method: 'PUT',
  path: '/v1/taken-rights/{id}',
  tag: 'Staff',
  summary: 'Take a right alone for an hour (break-glass)',
  description:
    'Signed, as break-glass. Every administrator is told at once, and somebody else reviews it afterward. Rights over rights cannot be taken.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({
    permission: z.string().max(60),
    reason: linesOfText(10, 1000).meta({ description: 'Why it cannot wait for a second person.' }),
    proof: signed,
  }),
  answer: takenRight,
  refusals: [...signingRefusals, 'not-to-be-taken', 'nothing-to-change', 'id-taken'],
})

export const takenRights = endpoint({
  method: 'GET',
  path: '/v1/taken-rights',
  tag: 'Staff',
  summary: 'Rights that somebody took alone: the last hundred, newest first',
  answer: z.strictObject({
    items: z.array(takenRight),
    takeable: z.array(z.string()).meta({ description: 'Rights that I could take now.' }),
  }),
})

export const endTakenRight = endpoint({
  method: 'POST',
  path: '/v1/taken-rights/{id}/end',
  tag: 'Staff',
  summary: 'Give a taken right back before its hour; who may change roles takes it back from others',
  ...one,
  answer: takenRight,
  refusals: ['no-such-right'],
})

export const reviewTakenRight = endpoint({
  method: 'POST',
  path: '/v1/taken-rights/{id}/review',
  tag: 'Staff',
  summary: 'Say whether it was right that somebody else took a right alone',
  ...one,
  body: z.strictObject({ wasRight: z.boolean(), note: reason }),
  answer: takenRight,
  refusals: ['no-such-right', 'second-person-needed', 'reviewed-already'],
})

const rightTaken = z.strictObject({
  kind: z.literal('right-taken'),
  at: instant,
  right: uuid,
  person: somebody,
  permission: z.string(),
  reason: z.string(),
  until: instant,
})

const altered = z.strictObject({
  kind: z.literal('altered'),
  at: instant,
  field: z.string().meta({ description: 'The column whose sealed value does not open any more, with its table.' }),
  row: z.string(),
})

const alarm = z.discriminatedUnion('kind', [rightTaken, altered]).meta({ id: 'Alarm' })

export const alarms = endpoint({
  method: 'GET',
  path: '/v1/staff/alarms',
  tag: 'Staff',
  summary: 'Be told at once when somebody takes a right alone, or has altered a sealed row (server-sent events)',
  events: alarm,
})

export type Alarm = z.infer<typeof alarm>
export type TakenRight = z.infer<typeof takenRight>
