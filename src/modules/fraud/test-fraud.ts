/** Fraud on its own database with a lane in front, for the tests of this module. */
import { createHash } from 'node:crypto'
import { type Connection, type Database, openDatabase } from '#platform/database'
import { uuidv8 } from '#platform/id'
import { createLane, type Participant } from '#platform/lane'
import type { CurrencyCode } from '#platform/money'
import { Refusal } from '#platform/refusal'
import { dayMs } from '#platform/time'
import { testDatabase } from '#testing/cluster'
import {
  type Assessment,
  type Attempt,
  type Conclusion,
  createFraud,
  type Fraud,
  type FraudModel,
  type FraudParts,
} from './index.ts'

/** A UUID that a name always has. */
export const idOf = (name: string): string => uuidv8(createHash('sha256').update(name).digest())

export const start = Date.UTC(2026, 2, 1, 12)

interface Asked {
  readonly payment: string
  readonly payer?: string
  readonly payee?: string | null
  readonly minor?: bigint
  readonly currency?: CurrencyCode
  readonly atMs?: number
  readonly kind?: Attempt['kind']
  readonly settlesLater?: boolean
}

/** An attempt of names; what is left out is ordinary. */
export const attempting = ({ payment, payer = 'ada', payee = 'bob', minor = 20_000n, ...asked }: Asked): Attempt => ({
  payment: idOf(`payment ${payment}`),
  kind: asked.kind ?? (payee === null ? 'withdrawal' : 'send'),
  payer: {
    id: idOf(payer),
    openedAt: new Date(start - 900 * dayMs),
    available: 5_000_000n,
    credentialChangedAt: null,
  },
  payee: payee === null ? null : { id: idOf(payee), openedAt: new Date(start - 700 * dayMs) },
  money: { currency: asked.currency ?? 'INR', minor },
  at: new Date(asked.atMs ?? start),
  settlesLater: asked.settlesLater,
})

/** A model that answers the same probability to everything. */
export const sureModel = (probability: number, model: FraudModel): FraudModel => ({
  ...model,
  score: () => Math.log(probability / (1 - probability)),
  probabilityOf: (score) => 1 / (1 + Math.exp(-score)),
})

interface Step {
  readonly assessment?: Assessment
  readonly conclusion?: Conclusion
  readonly isRefused?: boolean
}

const refusing: Participant<Step> = {
  name: 'ledger',
  decide: async (_, steps) =>
    new Map(
      steps
        .filter((step) => step.isRefused)
        .map((step) => [step, new Refusal('exceeds-available', 422, 'Not enough.')]),
    ),
}

export interface TestFraud extends AsyncDisposable {
  readonly connection: Connection
  readonly db: Database
  readonly fraud: Fraud
  pay(attempt: Attempt, options?: { isRefused?: boolean }): Promise<Assessment>
  payAll(attempts: readonly Attempt[]): Promise<Assessment[]>
  conclude(conclusion: Conclusion): Promise<void>
  again(): Promise<Fraud>
  another(different?: Partial<FraudParts>): Promise<TestFraud>
}

/**
 * The module as payments use it: assess, join the lane, keep. `again` is a second one that rebuilds from the same rows, `another` a
 * second process beside this one.
 */
export const testFraud = async (model: FraudModel, more: Partial<FraudParts> = {}): Promise<TestFraud> =>
  beside(await testDatabase(), model, more)

const beside = async (connection: Connection, model: FraudModel, more: Partial<FraudParts>): Promise<TestFraud> => {
  const db = openDatabase(connection, 4)
  const parts: FraudParts = { db, clock: () => new Date(start), model, ...more }
  const fraud = createFraud(parts)
  const lane = createLane<Step>(
    db,
    [
      refusing,
      fraud.recorder((step) => step.assessment ?? null),
      fraud.concluder((step, refusal) => (refusal ? null : (step.conclusion ?? null))),
    ],
    { batch: 500, waiting: 5_000, inFlight: 1 },
  )
  return {
    connection,
    db,
    fraud,
    pay: async (attempt: Attempt, { isRefused = false } = {}): Promise<Assessment> => {
      await using assessment = await fraud.assess(attempt)
      await lane.join({ assessment, isRefused })
      assessment.keep()
      return assessment
    },
    payAll: async (attempts: readonly Attempt[]): Promise<Assessment[]> => {
      const assessments = await fraud.assessAll(attempts)
      await Promise.all(assessments.map((assessment) => lane.join({ assessment })))
      for (const assessment of assessments) assessment.keep()
      return assessments
    },
    conclude: async (conclusion: Conclusion) => {
      await lane.join({ conclusion })
      await fraud.concluded([conclusion])
    },
    another: (different = {}) => beside(connection, model, { ...more, ...different }),
    again: async () => {
      const other = createFraud(parts)
      await other.rebuild()
      return other
    },
    [Symbol.asyncDispose]: () => db.close(),
  }
}
