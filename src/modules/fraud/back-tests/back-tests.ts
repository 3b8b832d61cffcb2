/** Back-tests: started by staff, kept with what came of them, one at a time in a process. */
import type { Database } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { type Clock, dayMs } from '#platform/time'
import type { BackTestResult, BackTestSubject } from '../wire.ts'
import { countDecisions, type Period, runBackTest } from './run.ts'
import { plainSubject, trialOf } from './subject.ts'

export interface BackTestAsked extends Period {
  readonly id: string
  readonly subject: BackTestSubject
  readonly person: string
}

export interface BackTestRow {
  readonly id: string
  readonly asked_by: string
  readonly asked_at: Date
  readonly from_at: Date
  readonly to_at: Date
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  readonly read: number
  readonly total: number
  readonly result: BackTestResult | null
}

const longestDays = 366
const readBetweenWrites = 10_000

// One that has been silent for a minute was run by a process that has died.
const columns = `id, asked_by, asked_at, from_at, to_at, read::integer, total::integer, result,
  case when state = 'running' and beat_at < statement_timestamp() - interval '1 minute' then 'failed' else state end as state`

export interface BackTests {
  /** Begins, and answers before it has ended. Throws rule-not-understood, period-too-long, back-test-busy or id-taken. */
  start(asked: BackTestAsked): Promise<BackTestRow>
  /** Throws no-such-back-test. */
  find(id: string): Promise<BackTestRow>
  /** The last one of the same subject that has ended well. */
  last(subject: BackTestSubject): Promise<BackTestRow | null>
  /** One that runs ends without a result. Throws no-such-back-test. */
  cancel(id: string): Promise<BackTestRow>
  /** No further rows are read; answers when the one under way has ended. */
  stop(): Promise<void>
}

const find = async (db: Database, id: string): Promise<BackTestRow> => {
  const [row] = await db.query<BackTestRow>(`select ${columns} from fraud.back_test where id = $1`, [id])
  if (!row) throw new Refusal('no-such-back-test', 404, 'There is no such back-test.')
  return row
}

const create = async (db: Database, clock: Clock, asked: BackTestAsked, total: number): Promise<boolean> => {
  const { id, subject, person, from, to } = asked
  const made = await db.query(
    `insert into fraud.back_test (id, asked_by, asked_at, subject, from_at, to_at, state, total, beat_at)
     values ($1, $2, $3, $4, $5, $6, 'running', $7, statement_timestamp()) on conflict (id) do nothing returning id`,
    [id, person, clock(), JSON.stringify(subject), from, to, total],
  )
  return made.length > 0
}

/** Tells how far it is; false where somebody has cancelled it. */
const beat = async (db: Database, id: string, read: number): Promise<boolean> => {
  const rows = await db.query(
    `update fraud.back_test set read = $2, beat_at = statement_timestamp() where id = $1 and state = 'running' returning id`,
    [id, read],
  )
  return rows.length > 0
}

const end = (db: Database, clock: Clock, id: string, state: 'done' | 'failed', result: BackTestResult | null) =>
  db.query(
    `update fraud.back_test set state = $2, result = $3, read = coalesce(($3::jsonb->>'decisions')::bigint, read), ended_at = $4
     where id = $1 and state = 'running'`,
    [id, state, result && JSON.stringify(result), clock()],
  )

const checkPeriod = ({ from, to }: Period) => {
  const days = (to.getTime() - from.getTime()) / dayMs
  if (!(days > 0 && days <= longestDays))
    throw new Refusal('period-too-long', 422, 'A back-test takes a period of up to 366 days that ends after it begins.')
}

/** Opens back-tests over a database; `onFailure` is told of those that broke off. */
export const createBackTests = (db: Database, clock: Clock, onFailure: (error: unknown) => void): BackTests => {
  let running: Promise<void> | undefined
  let isStopping = false

  const run = async (asked: BackTestAsked) => {
    let told = 0
    const onProgress = async (read: number) => {
      if (isStopping) return false
      if (read - told < readBetweenWrites) return true
      told = read
      return beat(db, asked.id, read)
    }
    try {
      const result = await runBackTest(db, asked.subject, asked, onProgress)
      await end(db, clock, asked.id, result ? 'done' : 'failed', result)
    } catch (error) {
      onFailure(error)
      // Where the database is gone this cannot be written; the silence of the row tells the same after a minute.
      await end(db, clock, asked.id, 'failed', null).catch(() => {})
    }
  }

  return {
    find: (id) => find(db, id),
    last: async (subject) => {
      const [row] = await db.query<BackTestRow>(
        `select ${columns} from fraud.back_test where state = 'done' and subject = $1::jsonb order by asked_at desc limit 1`,
        [JSON.stringify(plainSubject(subject))],
      )
      return row ?? null
    },
    start: async (given) => {
      const asked = { ...given, subject: plainSubject(given.subject) }
      checkPeriod(asked)
      const [known] = await db.query<{ is_same: boolean }>(
        `select subject = $2::jsonb and asked_by = $3 as is_same from fraud.back_test where id = $1`,
        [asked.id, JSON.stringify(asked.subject), asked.person],
      )
      if (known?.is_same) return find(db, asked.id)
      if (known) throw new Refusal('id-taken', 409, 'Another back-test was started under this id.')
      if (running) throw new Refusal('back-test-busy', 409, 'Another back-test runs. Wait until it has ended.')
      let begin = (_: boolean) => {}
      const isBegun = new Promise<boolean>((resolve) => {
        begin = resolve
      })
      // Taken before the first pause, so that two who ask at once do not both begin.
      running = isBegun
        .then((isOurs) => (isOurs ? run(asked) : undefined))
        .finally(() => {
          running = undefined
        })
      try {
        begin(await create(db, clock, asked, await countDecisions(db, trialOf(asked.subject), asked)))
      } finally {
        begin(false)
      }
      return find(db, asked.id)
    },
    cancel: async (id) => {
      await db.query(
        `update fraud.back_test set state = 'cancelled', ended_at = $2 where id = $1 and state = 'running'`,
        [id, clock()],
      )
      return find(db, id)
    },
    stop: async () => {
      isStopping = true
      await running
    },
  }
}
