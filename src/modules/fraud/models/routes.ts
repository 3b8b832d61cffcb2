/** Paths of the bank's models. */
import type { Http } from '#platform/http'
import type { BankModel, ModelEventView } from '../wire.ts'
import * as wire from '../wire.ts'
import type { ModelEventRow } from './find.ts'
import type { ModelUses, NamesOf } from './models.ts'
import type { ModelRow } from './rows.ts'

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

export const addModelRoutes = (http: Http, namesOf: NamesOf, uses: ModelUses): void => {
  http.route(wire.models, 'models:read', async () => ({
    serving: uses.champion().version,
    trouble: uses.trouble(),
    items: (await uses.find()).map(toModel),
  }))
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
