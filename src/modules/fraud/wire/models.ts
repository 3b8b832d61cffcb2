/** The bank's models as they travel. */
import { z } from 'zod'
import { endpoint, instant, newUuid, next, page, uuid } from '#platform/endpoint'
import { comparison, promotion } from './promotions.ts'

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

export const training = z
  .strictObject({
    id: uuid,
    cause: z.enum(['person', 'command', 'schedule']),
    askedBy: person.nullable(),
    askedAt: instant,
    state: z.enum(['running', 'done', 'skipped', 'cancelled', 'failed']),
    stage: z.enum(['reading', 'generating', 'fitting', 'measuring', 'registering']),
    share: z.number().min(0).max(1).meta({ description: 'How much of the stage is done.' }),
    isCancelling: z.boolean(),
    endedAt: instant.nullable(),
    model: z.string().nullable(),
    problem: z.string().nullable(),
  })
  .meta({ id: 'Training', description: 'One at a time over all processes of the bank.' })

export const startTraining = endpoint({
  method: 'PUT',
  path: '/v1/fraud/trainings/{id}',
  tag: 'Models',
  summary: 'Train a challenger now',
  description:
    'On the own history where that holds enough labeled frauds, otherwise on generated payments. The same id again answers how far it is.',
  params: z.strictObject({ id: newUuid }),
  answer: training,
  refusals: ['training-runs'],
})

export const cancelTraining = endpoint({
  method: 'POST',
  path: '/v1/fraud/trainings/{id}/cancel',
  tag: 'Models',
  summary: 'Break a training off; nothing of it is kept',
  params: z.strictObject({ id: uuid }),
  answer: training,
  refusals: ['no-such-training'],
})

export const setTrainingSchedule = endpoint({
  method: 'PUT',
  path: '/v1/fraud/training-schedule',
  tag: 'Models',
  summary: 'How often the bank trains by itself',
  body: z.strictObject({ everyDays: z.number().int().min(0).max(365).meta({ description: '0: never.' }) }),
  answer: z.strictObject({ everyDays: z.number().int(), nextAt: instant }),
})

const share = z.number().min(0).max(1)
const point = z.tuple([share, share])

export const confusion = z
  .strictObject({
    threshold: z.number(),
    truePositives: z.number().int(),
    falsePositives: z.number().int(),
    falseNegatives: z.number().int(),
    trueNegatives: z.number().int(),
  })
  .meta({ id: 'Confusion', description: 'Payments at a threshold; those that stand for several count as several.' })

export const band = z
  .strictObject({
    from: share,
    to: share,
    payments: z.number().int(),
    expected: share.meta({ description: 'The mean probability that these payments were given.' }),
    observed: share.meta({ description: 'The share of them that was fraud.' }),
    low: share,
    high: share,
  })
  .meta({ id: 'ProbabilityBand', description: 'low and high: where the true share lies in 95 of 100 cases.' })

export const figures = z
  .strictObject({
    from: instant,
    to: instant,
    payments: z.number().int(),
    frauds: z.number().int(),
    auc: share,
    averagePrecision: share,
    recallAtOnePercent: share,
    brier: share,
    roc: z.array(point).meta({ description: 'False positive rate and recall.' }),
    precisionRecall: z.array(point).meta({ description: 'Recall and precision.' }),
    challenge: confusion,
    review: confusion,
    block: confusion,
    bands: z.array(band),
  })
  .meta({ id: 'ModelFigures', description: 'How good a model was on payments of a time whose labels are complete.' })

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
    training: training.nullable().meta({ description: 'The training that runs, or else the last one.' }),
    waiting: promotion.nullable().meta({ description: 'A promotion that waits for a second person.' }),
    comparisons: z.array(comparison).meta({ description: 'The last one of each challenger with this champion.' }),
    shadow: z.strictObject({ waiting: z.number().int(), dropped: z.number().int(), failed: z.number().int() }).meta({
      description:
        'Of the answering process since its start: payments that wait, that were left out, scores that failed.',
    }),
    schedule: z.strictObject({ everyDays: z.number().int(), nextAt: instant }),
  }),
})

export const labelAge = z.strictObject({
  weeks: z.number().int().meta({ description: 'Age of the payments: 0 for those of the last seven days.' }),
  flagged: z
    .number()
    .int()
    .meta({ description: 'Payments that were not simply allowed and whose fate is known so far.' }),
  frauds: z.number().int().meta({ description: 'Of these, known to be fraud by now.' }),
})

const psi = z.number().nullable()

export const featureDrift = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    day: psi.meta({ description: 'Of the last day; null where it had too few payments.' }),
    weeks: z.array(psi).meta({ description: 'Of whole weeks, oldest first.' }),
  })
  .meta({
    id: 'FeatureDrift',
    description: 'Population stability index: 0 is unmoved, from 0.1 on look, from 0.2 on act.',
  })

export const modelDetail = endpoint({
  method: 'GET',
  path: '/v1/fraud/models/{version}',
  tag: 'Models',
  summary: 'How good a model was on trial and in service, and how far what it sees has drifted',
  params: z.strictObject({ version: z.string().min(1).max(200) }),
  answer: z
    .strictObject({
      version: z.string(),
      trial: figures
        .nullable()
        .meta({ description: "On the test window of its training; null for the package's model." }),
      inService: figures
        .nullable()
        .meta({ description: 'On the last eight weeks of the bank whose labels are complete.' }),
      ages: z.array(labelAge),
      measuredAt: instant.nullable(),
      driftAgainst: z.enum(['training', 'first-weeks']),
      weeks: z.array(z.strictObject({ from: instant, to: instant, payments: z.number().int() })),
      drift: z.array(featureDrift),
    })
    .meta({ id: 'ModelDetail' }),
  refusals: ['no-such-model'],
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
export type Figures = z.infer<typeof figures>
export type Confusion = z.infer<typeof confusion>
export type Band = z.infer<typeof band>
export type TrainingView = z.infer<typeof training>
export type LabelAge = z.infer<typeof labelAge>
export type FeatureDrift = z.infer<typeof featureDrift>
export type ModelDetail = z.infer<(typeof modelDetail)['answer']>
