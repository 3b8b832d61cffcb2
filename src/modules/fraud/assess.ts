/** Scores payments before money moves. */
import type { Clock } from '#platform/time'
import { type Attempt, factsOf, movementOf } from './attempt.ts'
import { featureCount } from './features/catalog.ts'
import type { FraudState, Reservation } from './features/state.ts'
import { type Judged, type Judges, judge } from './judge.ts'
import type { FraudModel } from './model.ts'
import { notScored, reasonsOf, unusual } from './reasons.ts'
import type { Reason } from './wire.ts'

/** open: may yet settle. settled: booked with the decision. stopped: not booked, and will not be. */
export type Outcome = 'open' | 'settled' | 'stopped'

export interface Assessment extends Judged, AsyncDisposable {
  readonly payment: string
  readonly attempt: Attempt
  /** What the decision means for the book, unless the payment is refused. */
  readonly outcome: Outcome
  /** Calibrated, 0 to 1; null where scoring failed. */
  readonly probability: number | null
  /** Log-odds; null where scoring failed. */
  readonly score: number | null
  /** Empty where scoring failed. */
  readonly features: Float32Array
  /** Of each feature; null for an allowed payment, or where scoring failed. */
  readonly contributions: Float64Array | null
  /** Strongest first; none for an allowed payment. */
  readonly reasons: Reason[]
  /** Minor units that the payer usually pays; null while too little is known. */
  readonly usual: bigint | null
  readonly model: string
  readonly decidedAt: Date
  /** The payment is recorded: the attempt stays, and enters the habits if it settled. Otherwise disposal withdraws it. */
  keep(): void
}

export interface Assessor extends Judges {
  readonly state: FraudState
  readonly model: FraudModel
  readonly clock: Clock
  /** Told of every attempt that could not be scored, and of every rule that could not be evaluated. */
  readonly onFailure: (error: unknown) => void
  /** Attempts that are kept and may yet settle. */
  readonly open: OpenAttempts
}

/** Attempts that were recorded and may yet settle, by payment. */
export interface OpenAttempts {
  add(payment: string, reservation: Reservation): void
  take(payment: string): Reservation | undefined
}

const mostOpen = 100_000

/** Beyond 100,000 the oldest is forgotten; should it settle, habits learn of it at the next start. */
export const createOpenAttempts = (): OpenAttempts => {
  const attempts = new Map<string, Reservation>()
  return {
    add: (payment, reservation) => {
      attempts.set(payment, reservation)
      if (attempts.size > mostOpen) for (const oldest of attempts.keys()) return void attempts.delete(oldest)
    },
    take: (payment) => {
      const found = attempts.get(payment)
      attempts.delete(payment)
      return found
    },
  }
}

type Judgment = Judged & Pick<Assessment, 'probability' | 'score' | 'features' | 'contributions' | 'reasons' | 'model'>

const score = (assessor: Assessor, attempt: Attempt, reservation: Reservation): Judgment => {
  const { state, model } = assessor
  const features = new Float32Array(featureCount)
  state.describe(reservation, factsOf(attempt), features)
  const score = model.score(features)
  const probability = model.probabilityOf(score)
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`The model gave the probability ${probability}.`)
  const judged = judge(assessor, attempt, { probability, features })
  const known = { ...judged, probability, score, features, model: model.version }
  if (judged.verdict === 'allow') return { ...known, contributions: null, reasons: [] }
  const { contributions } = model.explain(features)
  return { ...known, contributions, reasons: reasonsOf(features, contributions, attempt.kind) }
}

const reasonsWithoutScore = ({ verdict }: Judged): Reason[] => {
  if (verdict === 'allow') return []
  return [verdict === 'review' ? notScored : unusual]
}

const decideByAmount = (assessor: Assessor, attempt: Attempt): Judgment => {
  const judged = judge(assessor, attempt, null)
  const nothing = { probability: null, score: null, features: new Float32Array(0), contributions: null }
  return { ...judged, ...nothing, reasons: reasonsWithoutScore(judged), model: 'amount' }
}

const scoreOrDecideByAmount = (assessor: Assessor, attempt: Attempt, reservation: Reservation): Judgment => {
  try {
    return score(assessor, attempt, reservation)
  } catch (error) {
    // A payment never waits in silence for a model that fails: the policy by amount decides, and whoever watches is told.
    assessor.onFailure(error)
    return decideByAmount(assessor, attempt)
  }
}

const outcomeOf = ({ verdict }: Judged, { settlesLater }: Attempt): Outcome => {
  if (verdict === 'block') return 'stopped'
  return verdict === 'allow' && !settlesLater ? 'settled' : 'open'
}

/** Reserves the attempt in the memory, then scores it. */
export const assess = (assessor: Assessor, attempt: Attempt): Assessment => {
  const { state, open, clock, explorer } = assessor
  const usual = state.usualOf(attempt.payer.id)
  const reservation = state.reserve(movementOf(attempt))
  const judgment = scoreOrDecideByAmount(assessor, attempt, reservation)
  const outcome = outcomeOf(judgment, attempt)
  let isKept = false
  return {
    ...judgment,
    payment: attempt.payment,
    attempt,
    outcome,
    usual: usual === null ? null : BigInt(Math.round(usual)),
    decidedAt: clock(),
    keep: () => {
      if (isKept) return
      isKept = true
      if (outcome === 'settled') state.settle(reservation)
      if (outcome === 'open') open.add(attempt.payment, reservation)
      if (judgment.exploredFrom) explorer.spend(attempt)
    },
    [Symbol.asyncDispose]: async () => {
      if (!isKept) state.withdraw(reservation)
    },
  }
}

// Some tens of microseconds each, so that the event loop is free again after a millisecond or two.
const atOnce = 32

/** Assesses many in their order, giving way to other work in between. */
export const assessAll = async (assessor: Assessor, attempts: readonly Attempt[]): Promise<Assessment[]> => {
  const assessments: Assessment[] = []
  for (let start = 0; start < attempts.length; start += atOnce) {
    if (start > 0) await new Promise<void>((resume) => setImmediate(resume))
    for (const attempt of attempts.slice(start, start + atOnce)) assessments.push(assess(assessor, attempt))
  }
  return assessments
}
