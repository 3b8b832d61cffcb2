/** Ways to decide, each a server process of its own as far as fraud is concerned. */
import {
  type Assessment,
  createFoldThread,
  createFraud,
  type Fraud,
  type FraudModel,
  featureNames,
} from '#modules/fraud'
import { type Connection, openDatabase } from '#platform/database'
import { every } from '#platform/jobs'
import { createLane } from '#platform/lane'
import { secondMs } from '#platform/time'
import type { Order } from '../ledger/orders.ts'
import { attemptOf } from './world.ts'

export interface Spec {
  readonly name: string
  /** The share of all entities that is held in memory. */
  readonly held: number
  /** Whether every payment is explained; the bank itself explains what it stops, and the rest when it is asked. */
  readonly explainsAll: boolean
  /** The exponent of the customers' popularity; 0 where all are alike. */
  readonly zipf: number
}

export const specs: readonly Spec[] = [
  { name: 'all-held', held: 1, explainsAll: false, zipf: 1 },
  { name: 'all-held-explained', held: 1, explainsAll: true, zipf: 1 },
  { name: 'tenth-held-explained', held: 0.1, explainsAll: true, zipf: 1 },
  { name: 'tenth-held-alike-explained', held: 0.1, explainsAll: true, zipf: 0 },
]

/** What explanations were found to be: the largest difference between a score and its parts, and how long those took that were computed for this. */
export interface Explained {
  count: number
  largestError: number
  totalMs: number
}

export interface Deciding {
  readonly fraud: Fraud
  readonly explained: Explained
  /** Decides; the answer comes before the decision is durable. */
  decide(order: Order): Promise<void>
  /** How many decisions were committed. */
  readonly committed: () => number
  close(): Promise<void>
}

// As the bank itself opens its lane, and as often as it follows; it folds half as often.
const limits = { batch: 1024, waiting: 8192, inFlight: 2 }
const connections = 8
const foldEveryMs = 5 * secondMs

/** What adds up to the score: as the decision has it, or computed now for one that was allowed. */
const partsOf = (
  model: FraudModel,
  { features, contributions }: Assessment,
  explained: Explained,
): ArrayLike<number> => {
  if (contributions) return contributions
  const began = performance.now()
  const parts = model.explain(features).contributions
  explained.totalMs += performance.now() - began
  explained.count++
  return parts
}

const measureExplanation = (model: FraudModel, base: number, assessment: Assessment, explained: Explained) => {
  if (assessment.score === null) throw new Error('A payment was not scored.')
  const parts = partsOf(model, assessment, explained)
  let sum = base
  for (let index = 0; index < parts.length; index++) sum += parts[index]
  explained.largestError = Math.max(explained.largestError, Math.abs(sum - assessment.score))
}

/** Opens a process on a database; `entities` is how many there are. Its failures end the run. */
export const openDeciding = async (
  connection: Connection,
  model: FraudModel,
  { held, explainsAll }: Pick<Spec, 'held' | 'explainsAll'>,
  entities: number,
): Promise<Deciding> => {
  const db = openDatabase(connection, connections)
  const failures: unknown[] = []
  const onFailure = (error: unknown) => void failures.push(error)
  const mostEntities = Math.max(100, Math.ceil(entities * held))
  const foldThread = createFoldThread(connection)
  const fraud = createFraud({ db, clock: () => new Date(), model, onFailure, mostEntities, foldThread })
  await fraud.rebuild()
  const lane = createLane<Assessment>(db, [fraud.recorder((assessment) => assessment)], limits)
  const jobs = [every(secondMs / 5, fraud.follow, onFailure), every(foldEveryMs, fraud.fold, onFailure)]
  const { base } = model.explain(new Float32Array(featureNames.length).fill(Number.NaN))
  const explained: Explained = { count: 0, largestError: 0, totalMs: 0 }
  let committed = 0

  const commit = async (assessment: Assessment) => {
    await using reserved = assessment
    await lane.join(reserved)
    reserved.keep()
    committed++
  }

  return {
    fraud,
    explained,
    committed: () => committed,
    decide: async (order) => {
      const assessment = await fraud.assess(attemptOf(order))
      if (explainsAll || assessment.contributions) measureExplanation(model, base, assessment, explained)
      if (failures.length > 0) throw failures[0]
      commit(assessment).catch(onFailure)
    },
    close: async () => {
      await lane.drain()
      await Promise.all(jobs.map((job) => job.stop()))
      await foldThread.close()
      await db.close()
      if (failures.length > 0) throw failures[0]
    },
  }
}
