/** The life of the bank's models: registered, served, compared, promoted, rolled back. */
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import { every, type Job } from '#platform/jobs'
import { type Clock, minuteMs } from '#platform/time'
import { type FraudModel, readShippedFile } from '../model.ts'
import type { FourEyes } from '../signing/kinds.ts'
import { findModelEvents, findModels } from './find.ts'
import { findMeasured } from './measure/find.ts'
import { measureModel, takeDay } from './measure/measure.ts'
import { compareModels, findComparisons } from './promotion/compare.ts'
import {
  checkChallenger,
  createAskPromotion,
  createEndPromotion,
  findPromotion,
  findWaitingPromotion,
  type PromotionEnding,
} from './promotion/promote.ts'
import { createRetire, createRollBack, type Deed } from './promotion/roll-back.ts'
import { registerChallenger, registerShipped, type Trained } from './register.ts'
import { addModelRoutes } from './routes.ts'
import { createServing, type Serve } from './serving.ts'
import { forgetShadowScores } from './shadow/forget.ts'
import { createShadow } from './shadow/shadow.ts'
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
  readonly approvals: FourEyes
  /** How model files are put into service, where not as usual. */
  readonly serve?: Serve
  /** How trainings go; a test makes them small. */
  readonly trainingSize?: TrainingSize
}

export interface TrainingSize {
  /** While the own history is too short. */
  readonly generated: GeneratedPlan
  readonly trees: number
  readonly epochs: number
}

const usualSize: TrainingSize = {
  generated: { seed: 20_270_101, worlds: 16, customers: 400, startMs: Date.UTC(2026, 0, 1) },
  trees: 200,
  epochs: 20,
}

// Another process promotes; this one follows within a second.
const refreshMs = 500
const dueLookMs = minuteMs

const usesOf = ({ db, clock, first, onTrouble, serve, trainingSize = usualSize }: ModelsNeeds) => {
  const serving = createServing(db, first, onTrouble, serve)
  const register = (trained: Trained) => registerChallenger(db, clock, trained)
  const training = createTraining({ db, clock, register, onFailure: onTrouble, ...trainingSize })
  const shadow = createShadow(db, serving.ofVersion, () => performance.now(), onTrouble)
  const endPromotion = createEndPromotion(db, clock, serving.ofVersion)
  const retire = createRetire(db, clock)
  const rollBack = createRollBack(db, clock, serving.ofVersion)
  /** Asks the registry who is champion and who challenges. */
  const refresh = async (): Promise<void> => {
    await serving.refresh()
    await shadow.refresh()
  }
  return {
    training,
    shadow,
    ...serving,
    /** At start, after the migrations: registers the package's model where it is new, and serves the champion. */
    open: async (): Promise<void> => {
      await registerShipped(db, clock, first.version, readShippedFile)
      await prepareSchedule(db, clock())
      await refresh()
    },
    refresh,
    /** Puts a trained model beside the champion; answers its version. */
    register,
    find: () => findModels(db),
    compare: async (version: string) => compareModels(db, clock, await checkChallenger(db, version), version),
    comparisons: () => findComparisons(db),
    waiting: () => findWaitingPromotion(db),
    findPromotion: (id: string) => findPromotion(db, id),
    ask: createAskPromotion(db, clock, serving.ofVersion),
    /** Serves the new champion in this process at once, in the others within a second. */
    end: async (ending: PromotionEnding) => {
      const row = await endPromotion(ending)
      await refresh()
      return row
    },
    rollBack: async (deed: Deed) => {
      const champion = await rollBack(deed)
      await refresh()
      return champion
    },
    retire: async (deed: Deed) => {
      await retire(deed)
      await refresh()
    },
    measured: (version: string) => findMeasured(db, version),
    /** Measures the champion as it stands. */
    measureNow: () => measureModel(db, clock, serving.champion()),
    /** Measures the champion where nobody has today, and tidies what retired models left. */
    measureWhenDue: async (): Promise<void> => {
      if (!(await takeDay(db, clock()))) return
      await measureModel(db, clock, serving.champion())
      await forgetShadowScores(db)
    },
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
    routes: (http) => addModelRoutes(http, namesOf, uses, needs.approvals),
    jobs: (failed) => [
      every(refreshMs, uses.refresh, failed('follow the champion')),
      every(dueLookMs, uses.training.startWhenDue, failed('train when due')),
      every(dueLookMs, uses.measureWhenDue, failed('measure the champion'), { isAtOnce: true }),
      { stop: uses.training.stop },
      { stop: uses.shadow.drain },
    ],
  }
}
