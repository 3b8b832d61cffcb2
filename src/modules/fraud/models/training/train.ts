/** Trains the bank's model: on its own history, or on generated payments while that is too short. The result is a challenger. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { Database } from '#platform/database'
import { uuidv8 } from '#platform/id'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { Trained } from '../register.ts'
import type { FitPlan, TrainingProgress } from './fit.ts'
import type { FitOrder } from './fit-worker.ts'
import { type GeneratedPlan, generatedSpans } from './generated.ts'
import { readHistory } from './history.ts'
import { fitInThread } from './in-thread.ts'
import {
  beat,
  beginTraining,
  cancelTraining,
  endTraining,
  findLastTraining,
  findTraining,
  type TrainingOrder,
  type TrainingRow,
} from './runs.ts'
import { takeDate } from './schedule.ts'

export interface TrainingNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly register: (trained: Trained & { text: string }) => Promise<string>
  /** Told why a training failed. */
  readonly onFailure: (error: unknown) => void
  readonly generated: GeneratedPlan
  readonly trees: number
  readonly epochs: number
}

const beatMs = 1_000

const cancelled = new Refusal('training-cancelled', 409, 'The training was cancelled.')
const stopped = new Refusal('not-ready', 503, 'The bank is stopping.', 1)

/** The next free name: bank-7. Models are never deleted, so their number is never used twice. */
const nameNext = async (db: Database): Promise<{ name: string; number: number }> => {
  const [{ next }] = await db.query<{ next: number }>(
    'select coalesce(max(number), 0)::int + 1 as next from fraud.model',
  )
  return { name: `bank-${next}`, number: next }
}

const ownNotes =
  'Payments of this bank, with the labels that were known at the time; tried on later weeks whose labels are complete.'
const generatedNotes = ({ worlds, customers, seed }: GeneratedPlan) =>
  `Generated payments of ${worlds} worlds of ${customers} customers, seed ${seed}; the bank had too little history of its own. Metrics are of generated weeks and say nothing about this bank.`

/** What the thread is to do; null where the schedule has nothing to learn from yet. */
const planOrder = async (
  { db, clock, generated, trees, epochs }: TrainingNeeds,
  { cause }: TrainingRow,
): Promise<FitOrder | null> => {
  const history = await readHistory(db)
  if (!history && cause === 'schedule') return null
  const { name, number } = await nameNext(db)
  const common = { name, trees, epochs, seed: generated.seed + number, trainedAt: clock().toISOString() }
  if (history) {
    const { train, test } = history.windows
    const plan: FitPlan = { ...common, notes: ownNotes, train, test }
    return { plan, samples: history.samples }
  }
  const worlds = { ...generated, seed: generated.seed + 1_000 * number }
  return { plan: { ...common, notes: generatedNotes(worlds), ...generatedSpans(worlds) }, generated: worlds }
}

const scheduledIdOf = (at: Date) =>
  uuidv8(createHash('sha256').update(`scheduled training ${at.toISOString()}`).digest())

/** Keeps the row up to date while the work goes on, and breaks it off when somebody asks. */
const keepAlive = (db: Database, id: string, abort: AbortController) => {
  let progress: TrainingProgress = { stage: 'reading', share: 0 }
  let coming: Promise<void> = Promise.resolve()
  const stopIfOver = (isOver: boolean) => {
    if (isOver) abort.abort(cancelled)
  }
  const timer = setInterval(() => {
    // A beat that is lost is made up for by the next one; the lease lasts for twenty.
    coming = beat(db, id, progress).then(stopIfOver, () => {})
  }, beatMs)
  return {
    tell: (news: TrainingProgress) => {
      progress = news
    },
    stop: () => {
      clearInterval(timer)
      return coming
    },
  }
}

export const createTraining = (needs: TrainingNeeds) => {
  const { db, clock, register, onFailure } = needs
  const running = new Map<string, { abort: AbortController; done: Promise<void> }>()

  const work = async (row: TrainingRow, abort: AbortController, tell: (news: TrainingProgress) => void) => {
    const order = await planOrder(needs, row)
    if (!order)
      return endTraining(db, row.id, { state: 'skipped', problem: 'There are too few labeled payments yet.' }, clock())
    const fitted = await fitInThread(order, { signal: abort.signal, onProgress: tell })
    tell({ stage: 'registering', share: 0 })
    // Another process may have been asked to cancel since the last beat.
    if (await beat(db, row.id, { stage: 'registering', share: 0 })) throw cancelled
    const model = await register({ ...fitted, person: row.asked_by })
    return endTraining(db, row.id, { state: 'done', model }, clock())
  }

  const run = async (row: TrainingRow, abort: AbortController, onProgress: (news: TrainingProgress) => void) => {
    const alive = keepAlive(db, row.id, abort)
    try {
      await work(row, abort, (news) => {
        alive.tell(news)
        onProgress(news)
      })
    } catch (error) {
      // Whoever asked has long been answered: the row tells what became of it.
      if (error !== cancelled && error !== stopped) onFailure(error)
      const state = error === cancelled ? 'cancelled' : 'failed'
      const problem = error instanceof Error ? error.message : String(error)
      await endTraining(db, row.id, { state, problem }, clock())
    } finally {
      await alive.stop()
    }
  }

  /** Begins and answers at once; the same id again answers how far it is. Throws training-runs. */
  const start = async (order: TrainingOrder, onProgress: (news: TrainingProgress) => void = () => {}) => {
    const { row, isNew } = await beginTraining(db, order, clock())
    if (!isNew) return row
    const abort = new AbortController()
    const done = run(row, abort, onProgress)
      .catch(onFailure)
      .finally(() => running.delete(row.id))
    running.set(row.id, { abort, done })
    return row
  }

  return {
    start,
    cancel: async (id: string, person: string): Promise<TrainingRow> => {
      const row = await cancelTraining(db, id, person)
      if (row.state === 'running') running.get(id)?.abort.abort(cancelled)
      return row
    },
    /** Waits for a training of this process, and answers what became of it. */
    ended: async (id: string): Promise<TrainingRow> => {
      await running.get(id)?.done
      const row = await findTraining(db, id)
      assert(row, 'a training that began has its row')
      return row
    },
    /** Breaks off what this process trains. */
    abort: (id: string) => running.get(id)?.abort.abort(cancelled),
    /** Begins a training where its date has come and no other process has taken it. */
    startWhenDue: async (): Promise<TrainingRow | null> => {
      const at = clock()
      const last = await findLastTraining(db)
      if (last?.state === 'running' || !(await takeDate(db, at))) return null
      return start({ id: scheduledIdOf(at), cause: 'schedule', person: null })
    },
    stop: async () => {
      const all = [...running.values()]
      for (const { abort } of all) abort.abort(stopped)
      await Promise.all(all.map(({ done }) => done))
    },
  }
}

export type Training = ReturnType<typeof createTraining>
