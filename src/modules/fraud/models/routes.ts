/** Paths of the bank's models. */
import type { Http } from '#platform/http'
import { Refusal } from '#platform/refusal'
import { type FourEyes, promotionKind } from '../signing/kinds.ts'
import type { BankModel, ModelEventView, PromotionView, TrainingView } from '../wire.ts'
import * as wire from '../wire.ts'
import type { ModelEventRow } from './find.ts'
import type { ModelUses, NamesOf } from './models.ts'
import type { PromotionRow } from './promotion/promote.ts'
import type { ModelRow } from './rows.ts'
import type { TrainingRow } from './training/runs.ts'
import type { ScheduleRow } from './training/schedule.ts'

const eventsOnPage = 25

type Names = ReadonlyMap<string, { name: string }>

const who = (names: Names, id: string) => ({ id, name: names.get(id)?.name ?? '' })

const toModel = ({ card, ...row }: ModelRow): BankModel => ({
  version: row.version,
  origin: row.origin,
  state: row.state,
  registeredAt: row.registered_at.toISOString(),
  trainedAt: card.trainedAt,
  window: card.trainingWindow,
  rows: card.rows,
  positives: card.positives,
  metrics: { ...card.metrics },
  notes: card.notes ?? '',
  replaced: row.replaced,
})

const toEvent = ({ at, what, model, person, reason }: ModelEventRow, names: Names): ModelEventView => ({
  at: at.toISOString(),
  what,
  model,
  person: person === null ? null : who(names, person),
  reason,
})

const toTraining = (row: TrainingRow, names: Names): TrainingView => ({
  id: row.id,
  cause: row.cause,
  askedBy: row.asked_by === null ? null : who(names, row.asked_by),
  askedAt: row.asked_at.toISOString(),
  state: row.state,
  stage: row.stage,
  share: row.share,
  isCancelling: row.state === 'running' && row.cancelled_by !== null,
  endedAt: row.ended_at?.toISOString() ?? null,
  model: row.model,
  problem: row.problem,
})

const toPromotion = (row: PromotionRow, names: Names): PromotionView => ({
  id: row.id,
  model: row.model,
  champion: row.champion,
  reason: row.reason,
  comparison: row.comparison,
  askedBy: who(names, row.asked_by),
  askedAt: row.asked_at.toISOString(),
  outcome: row.outcome ?? 'waiting',
  endedBy: row.ended_by === null ? null : who(names, row.ended_by),
  endedAt: row.ended_at?.toISOString() ?? null,
  note: row.note,
})

const toSchedule = ({ every_days, next_at }: ScheduleRow) => ({ everyDays: every_days, nextAt: next_at.toISOString() })

export const addModelRoutes = (http: Http, namesOf: NamesOf, uses: ModelUses, approvals: FourEyes): void => {
  addReadingRoutes(http, namesOf, uses)
  addTrainingRoutes(http, namesOf, uses)
  addPromotionRoutes(http, namesOf, uses, approvals)
}

const oneTraining = async (row: TrainingRow, namesOf: NamesOf) =>
  toTraining(row, await namesOf(row.asked_by ? [row.asked_by] : []))

const onePromotion = async (row: PromotionRow, namesOf: NamesOf) =>
  toPromotion(row, await namesOf(row.ended_by ? [row.asked_by, row.ended_by] : [row.asked_by]))

const addReadingRoutes = (http: Http, namesOf: NamesOf, uses: ModelUses): void => {
  http.route(wire.models, 'models:read', async () => {
    const [rows, training, schedule] = await Promise.all([uses.find(), uses.lastTraining(), uses.schedule()])
    const [waiting, comparisons] = await Promise.all([uses.waiting(), uses.comparisons()])
    return {
      serving: uses.champion().version,
      trouble: uses.trouble(),
      items: rows.map(toModel),
      training: training && (await oneTraining(training, namesOf)),
      waiting: waiting && (await onePromotion(waiting, namesOf)),
      comparisons,
      shadow: uses.shadow.counts(),
      schedule: toSchedule(schedule),
    }
  })
  http.route(wire.modelDetail, 'models:read', async ({ params }) => {
    const detail = await uses.measured(params.version)
    if (!detail) throw new Refusal('no-such-model', 404, `There is no model ${params.version}.`)
    return detail
  })
  http.route(wire.modelEvents, 'models:read', async ({ query }) => {
    const limit = Number(query.limit ?? eventsOnPage)
    const rows = await uses.events(query.before ? BigInt(query.before) : null, limit)
    const names = await namesOf(rows.flatMap(({ person }) => person ?? []))
    return {
      items: rows.map((row) => toEvent(row, names)),
      next: rows.length === limit ? rows[rows.length - 1].number.toString() : null,
    }
  })
}

const addTrainingRoutes = (http: Http, namesOf: NamesOf, uses: ModelUses): void => {
  http.route(wire.startTraining, 'models:manage', async ({ params, caller }) =>
    oneTraining(await uses.training.start({ id: params.id, cause: 'person', person: caller.id }), namesOf),
  )
  http.route(wire.cancelTraining, 'models:manage', async ({ params, caller }) =>
    oneTraining(await uses.training.cancel(params.id, caller.id), namesOf),
  )
  http.route(wire.setTrainingSchedule, 'models:manage', async ({ body, caller }) =>
    toSchedule(await uses.setSchedule(body.everyDays, caller.id)),
  )
}

const addPromotionRoutes = (http: Http, namesOf: NamesOf, uses: ModelUses, approvals: FourEyes): void => {
  http.route(wire.compareModel, 'models:read', ({ body }) => uses.compare(body.model))
  http.route(wire.askPromotion, 'models:manage', async ({ params: { id }, body: { proof, ...asked }, caller }) => {
    // One that is sent again was signed when it came first.
    if (!(await uses.findPromotion(id)))
      await approvals.sign(caller, { kind: promotionKind, subject: id, asked, proof })
    return onePromotion(await uses.ask({ id, ...asked, person: caller.id }), namesOf)
  })
  http.route(wire.decidePromotion, 'models:manage', async ({ params, body: { proof, ...body }, caller }) => {
    const asked = await uses.findPromotion(params.id)
    if (body.decision === 'grant' && asked?.outcome === null) {
      const signing = { kind: promotionKind, subject: params.id, asked: body, proof, first: asked.asked_by }
      await approvals.sign(caller, signing)
    }
    const outcome = body.decision === 'grant' ? 'granted' : 'denied'
    return onePromotion(await uses.end({ ...params, outcome, note: body.note, person: caller.id }), namesOf)
  })
  http.route(wire.withdrawPromotion, 'models:manage', async ({ params, caller }) =>
    onePromotion(await uses.end({ ...params, outcome: 'withdrawn', note: '', person: caller.id }), namesOf),
  )
  http.route(wire.rollBack, 'models:manage', async ({ body, caller }) => ({
    champion: await uses.rollBack({ ...body, person: caller.id }),
  }))
  http.route(wire.retireModel, 'models:manage', async ({ body, caller }) => {
    await uses.retire({ ...body, person: caller.id })
    return undefined
  })
}
