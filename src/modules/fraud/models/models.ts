/** The life of the bank's models: registered, served, compared, promoted, rolled back. */
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import { every, type Job } from '#platform/jobs'
import { type Clock, minuteMs } from '#platform/time'
import { type FraudModel, readShippedFile } from '../model.ts'
import { findModelEvents, findModels } from './find.ts'
import { registerChallenger, registerShipped, type Trained } from './register.ts'
import { addModelRoutes } from './routes.ts'
import { createServing } from './serving.ts'
import type { GeneratedPlan } from './training/generated.ts'
import { findLastTraining } from './training/runs.ts'
import { findSchedule, prepareSchedule, setSchedule } from './training/schedule.ts'
import { createTraining } from './training/train.ts'

/** Names of people by id. */
export type NamesOf = (ids: readonly string[]) => Promise<ReadonlyMap<string, { name: string }>>

export interface ModelsNeeds {
  readonly db: Database
  readonly clock: Clock
  /** Serves until the registry has been asked. */
  readonly first: FraudModel
  readonly onTrouble: (error: unknown) => void
  readonly namesOf?: NamesOf
  /** How trainings go; a test makes them small. */
  readonly trainingSize?: TrainingSize
}

export interface TrainingSize {
  /** While the own history is too short. */
  readonly generated: GeneratedPlan
  readonly trees: number
}

const usualSize: TrainingSize = {
  generated: { seed: 20_270_101, worlds: 16, customers: 400, startMs: Date.UTC(2026, 0, 1) },
  trees: 200,
}

// Another process promotes; this one follows within a second.
const refreshMs = 500
const dueLookMs = minuteMs

const usesOf = ({ db, clock, first, onTrouble, trainingSize = usualSize }: ModelsNeeds) => {
  const serving = createServing(db, first, onTrouble)
  const register = (trained: Trained) => registerChallenger(db, clock, trained)
  const training = createTraining({ db, clock, register, onFailure: onTrouble, ...trainingSize })
  return {
    training,
    ...serving,
    /** At start, after the migrations: registers the package's model where it is new, and serves the champion. */
    open: async (): Promise<void> => {
      await registerShipped(db, clock, first.version, readShippedFile)
      await prepareSchedule(db, clock())
      await serving.refresh()
    },
    /** Puts a trained model beside the champion; answers its version. */
    register,
    find: () => findModels(db),
    lastTraining: () => findLastTraining(db),
    schedule: () => findSchedule(db),
    setSchedule: async (everyDays: number, person: string) => {
      await setSchedule(db, everyDays, person, clock())
      return findSchedule(db)
    },
    events: (before: bigint | null, limit: number) => findModelEvents(db, before, limit),
  }
}

export type ModelUses = ReturnType<typeof usesOf>

export interface Models extends ModelUses {
  routes(http: Http): void
  /** What runs by the clock in every process. */
  jobs(failed: (job: string) => (error: unknown) => void): Job[]
}

/** Opens the registry over a database. */
export const createModels = (needs: ModelsNeeds): Models => {
  const uses = usesOf(needs)
  const namesOf = needs.namesOf ?? (async () => new Map())
  return {
    ...uses,
    routes: (http) => addModelRoutes(http, namesOf, uses),
    jobs: (failed) => [
      every(refreshMs, uses.refresh, failed('follow the champion')),
      every(dueLookMs, uses.training.startWhenDue, failed('train when due')),
      { stop: uses.training.stop },
    ],
  }
}
