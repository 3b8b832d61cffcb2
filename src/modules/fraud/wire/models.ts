/** The bank's models as they travel. */
import { z } from 'zod'
import { endpoint, instant, next, page, uuid } from '#platform/endpoint'

export const person = z.strictObject({ id: uuid, name: z.string() })

export const modelState = z.enum(['challenger', 'champion', 'retired']).meta({
  id: 'ModelState',
  description:
    'champion: it decides; challenger: it scores in shadow; retired: it explains what it once decided, and nothing else.',
})

export const bankModel = z
  .strictObject({
    version: z.string().meta({ description: 'Name and day of training; decisions carry it.' }),
    origin: z.enum(['shipped', 'own']).meta({ description: 'shipped: came with the package; own: trained here.' }),
    state: modelState,
    registeredAt: instant,
    trainedAt: instant,
    window: z.strictObject({ from: instant, to: instant }).meta({ description: 'The payments it learned from.' }),
    rows: z.number().int(),
    positives: z.number().int().meta({ description: 'Of these rows, frauds.' }),
    metrics: z.record(z.string(), z.number()).meta({ description: 'Of payments that are later than the window.' }),
    notes: z.string(),
    replaced: z.string().nullable().meta({ description: 'The champion that it took the place of.' }),
  })
  .meta({ id: 'BankModel' })

export const models = endpoint({
  method: 'GET',
  path: '/v1/fraud/models',
  tag: 'Models',
  summary: "The bank's models: the champion, its challengers, and those that are retired",
  answer: z.strictObject({
    serving: z.string().meta({ description: 'The version that the answering process decides with.' }),
    trouble: z
      .strictObject({ version: z.string(), problem: z.string() })
      .nullable()
      .meta({ description: 'A champion that this process could not take over, and why; the one before goes on.' }),
    items: z.array(bankModel),
  }),
})

export const modelEvent = z
  .strictObject({
    at: instant,
    what: z.enum([
      'registered',
      'promotion refused',
      'promotion asked',
      'promotion denied',
      'promotion withdrawn',
      'promoted',
      'rolled back',
      'retired',
    ]),
    model: z.string(),
    person: person.nullable().meta({ description: 'Null where the bank did it by itself.' }),
    reason: z.string(),
  })
  .meta({ id: 'ModelEvent' })

export const modelEvents = endpoint({
  method: 'GET',
  path: '/v1/fraud/model-events',
  tag: 'Models',
  summary: 'Who did what with the models, newest first',
  query: z.strictObject(page),
  answer: z.strictObject({ items: z.array(modelEvent), next }),
})

export type BankModel = z.infer<typeof bankModel>
export type ModelEventView = z.infer<typeof modelEvent>
