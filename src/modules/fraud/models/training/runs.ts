/** The rows of trainings: one runs at a time over all processes, and every process reads how far it is. */
import type { Database, Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { takeTurn } from '../rows.ts'
import type { Stage, TrainingProgress } from './fit.ts'

export interface TrainingRow {
  readonly id: string
  readonly cause: 'person' | 'command' | 'schedule'
  readonly asked_by: string | null
  readonly asked_at: Date
  readonly state: 'running' | 'done' | 'skipped' | 'cancelled' | 'failed'
  readonly stage: Stage
  readonly share: number
  readonly cancelled_by: string | null
  readonly ended_at: Date | null
  readonly model: string | null
  readonly problem: string | null
}

const columns = 'id, cause, asked_by, asked_at, state, stage, share, cancelled_by, ended_at, model, problem'

/** A process that trains renews its lease each second; after so long without it, it is taken for gone. */
const leaseSeconds = 20

export interface TrainingOrder {
  readonly id: string
  readonly cause: TrainingRow['cause']
  readonly person: string | null
}

/** Trainings whose process is gone end here, so that the next one can begin. */
const endAbandoned = (tx: Query, at: Date) =>
  tx.query(
    `update fraud.training set state = 'failed', ended_at = $1, problem = 'The process that trained is gone.'
     where state = 'running' and alive_at < now() - interval '${leaseSeconds} seconds'`,
    [at],
  )

export const findTraining = async (db: Query, id: string): Promise<TrainingRow | undefined> => {
  const [row] = await db.query<TrainingRow>(`select ${columns} from fraud.training where id = $1`, [id])
  return row
}

/** The one that runs, or else the last one that ran. */
export const findLastTraining = async (db: Query): Promise<TrainingRow | null> => {
  const [row] = await db.query<TrainingRow>(
    `select ${columns} from fraud.training order by (state = 'running') desc, asked_at desc, alive_at desc limit 1`,
  )
  return row ?? null
}

/** Begins a training; `isNew` is false where it was begun before. Throws training-runs where another one is under way. */
export const beginTraining = (
  db: Database,
  { id, cause, person }: TrainingOrder,
  at: Date,
): Promise<{ row: TrainingRow; isNew: boolean }> =>
  db.transaction(async (tx) => {
    await takeTurn(tx)
    const known = await findTraining(tx, id)
    if (known) return { row: known, isNew: false }
    await endAbandoned(tx, at)
    const running = await tx.query(`select from fraud.training where state = 'running'`)
    if (running.length > 0) throw new Refusal('training-runs', 409, 'Another training is under way.')
    const [row] = await tx.query<TrainingRow>(
      `insert into fraud.training (id, cause, asked_by, asked_at, state) values ($1, $2, $3, $4, 'running') returning ${columns}`,
      [id, cause, person, at],
    )
    return { row, isNew: true }
  })

/** Renews the lease and writes how far it is. True where it is to stop: somebody cancelled it, or took it for gone. */
export const beat = async (db: Query, id: string, { stage, share }: TrainingProgress): Promise<boolean> => {
  const [row] = await db.query<{ is_cancelled: boolean }>(
    `update fraud.training set alive_at = now(), stage = $2, share = $3 where id = $1 and state = 'running'
     returning cancelled_by is not null as is_cancelled`,
    [id, stage, share],
  )
  return row === undefined || row.is_cancelled
}

export interface TrainingEnd {
  readonly state: Exclude<TrainingRow['state'], 'running'>
  readonly model?: string
  readonly problem?: string
}

export const endTraining = (db: Query, id: string, { state, model, problem }: TrainingEnd, at: Date) =>
  db.query(
    `update fraud.training set state = $2, model = $3, problem = $4, ended_at = $5 where id = $1 and state = 'running'`,
    [id, state, model ?? null, problem ?? null, at],
  )

/** Asks the process that trains to stop; it does within a second or two. Throws no-such-training. */
export const cancelTraining = async (db: Query, id: string, person: string): Promise<TrainingRow> => {
  await db.query(
    `update fraud.training set cancelled_by = $2 where id = $1 and state = 'running' and cancelled_by is null`,
    [id, person],
  )
  const row = await findTraining(db, id)
  if (!row) throw new Refusal('no-such-training', 404, 'There is no such training.')
  return row
}
