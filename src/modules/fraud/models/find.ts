/** What staff see of the registry: every model, and what was done with them. */
import type { Database } from '#platform/database'
import { type ModelDeed, type ModelRow, modelColumns } from './rows.ts'

/** Retired models of years need not all be shown. */
const modelsShown = 30

/** Champion first, then challengers, then retired ones, newest first. */
export const findModels = (db: Database): Promise<ModelRow[]> =>
  db.query(
    `select ${modelColumns} from fraud.model
     order by array_position(array['champion', 'challenger', 'retired'], state), fraud.model.number desc limit ${modelsShown}`,
  )

export interface ModelEventRow {
  readonly number: bigint
  readonly at: Date
  readonly what: ModelDeed
  readonly model: string
  readonly person: string | null
  readonly reason: string
}

/** The log, newest first, before a cursor. */
export const findModelEvents = (db: Database, before: bigint | null, limit: number): Promise<ModelEventRow[]> =>
  db.query(
    `select number, at, what, model, person, reason from fraud.model_event
     where $1::bigint is null or number < $1 order by fraud.model_event.number desc limit $2`,
    [before, limit],
  )
