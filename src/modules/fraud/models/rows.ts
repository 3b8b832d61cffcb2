/** Rows of the tables of models, as statements answer them. */
import type { ModelCard } from '#learning/model-file'
import type { Query } from '#platform/database'

export type ModelState = 'challenger' | 'champion' | 'retired'

export interface ModelRow {
  readonly version: string
  readonly number: bigint
  readonly origin: 'shipped' | 'own'
  readonly state: ModelState
  readonly card: ModelCard
  readonly replaced: string | null
  readonly registered_at: Date
}

export const modelColumns = 'version, number, origin, state, card, replaced, registered_at'

export type ModelDeed =
  | 'registered'
  | 'promotion refused'
  | 'promotion asked'
  | 'promotion denied'
  | 'promotion withdrawn'
  | 'promoted'
  | 'rolled back'
  | 'retired'

export interface ModelEvent {
  readonly at: Date
  readonly what: ModelDeed
  readonly model: string
  /** Null where the bank did it by itself. */
  readonly person: string | null
  readonly reason?: string
  readonly details?: unknown
}

/** Writes down what happened to a model. */
export const tellModelEvent = (db: Query, { at, what, model, person, reason, details }: ModelEvent) =>
  db.query('insert into fraud.model_event (at, what, model, person, reason, details) values ($1, $2, $3, $4, $5, $6)', [
    at,
    what,
    model,
    person,
    reason ?? '',
    details === undefined ? null : JSON.stringify(details),
  ])

/** Changes of what models are to the bank come one after the other; the number is "models" in ASCII. */
export const takeTurn = (tx: Query) => tx.query(`select pg_advisory_xact_lock(${0x6d6f64656c73})`)

export const findModel = async (db: Query, version: string): Promise<ModelRow | undefined> => {
  const [row] = await db.query<ModelRow>(`select ${modelColumns} from fraud.model where version = $1`, [version])
  return row
}

export const findChampion = async (db: Query): Promise<ModelRow | undefined> => {
  const [row] = await db.query<ModelRow>(`select ${modelColumns} from fraud.model where state = 'champion'`)
  return row
}

export const changeState = (tx: Query, version: string, state: ModelState) =>
  tx.query('update fraud.model set state = $2 where version = $1', [version, state])
