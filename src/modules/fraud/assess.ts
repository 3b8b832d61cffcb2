/** Scores payments before money moves. */
import type { Clock } from '#platform/time'
import { type Attempt, factsOf, type Movement, movementOf } from './attempt.ts'
import { type Counterfactual, counterfactualOf, type JudgeAgain } from './decisions/counterfactual.ts'
import { noExplorer } from './exploration/explorer.ts'
import { featureCount } from './features/catalog.ts'
import type { Reservation } from './features/state.ts'
import { type Judged, type Judges, judge } from './judge.ts'
import type { AttemptOfLog } from './memory/log.ts'
import type { Hold, LiveAttempt, Memory } from './memory/memory.ts'
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
  /** What belongs to no feature: of the scores without labels, and what networks leave over; null as contributions. */
  readonly oddness: number | null
  readonly residual: number | null
  /** Strongest first; none for an allowed payment. */
  readonly reasons: Reason[]
  /** What would have let it pass; null for an allowed payment, or where scoring failed. */
  readonly counterfactual: Counterfactual | null
  /** Minor units that the payer usually pays; null while too little is known. */
  readonly usual: bigint | null
  readonly model: string
  readonly decidedAt: Date
  /** What the log of changes is told of it. */
  readonly logged: AttemptOfLog
  /** The payment is recorded: the attempt stays, and enters the habits if it settled. Otherwise disposal withdraws it. */
  keep(): void
}

export interface Assessor extends Judges {
  readonly memory: Memory
  readonly model: FraudModel
  readonly clock: Clock
  /** Told of every attempt that could not be scored, and of every rule that could not be evaluated. */
  readonly onFailure: (error: unknown) => void
  /** Told of each attempt that is kept, with the features that it was scored by. */
  readonly onKept?: (payment: string, features: Float32Array) => void
}

type Judgment = Judged &
  Pick<
    Assessment,
    | 'probability'
    | 'score'
    | 'features'
    | 'contributions'
    | 'oddness'
    | 'residual'
    | 'reasons'
    | 'counterfactual'
    | 'model'
  >

const unexplained = { contributions: null, oddness: null, residual: null, counterfactual: null }

const score = (assessor: Assessor, attempt: Attempt, reservation: Reservation): Judgment => {
  const { memory, model } = assessor
  const features = new Float32Array(featureCount)
  memory.state.describe(reservation, factsOf(attempt), features)
  const score = model.score(features)
  const probability = model.probabilityOf(score)
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`The model gave the probability ${probability}.`)
  const judged = judge(assessor, attempt, { probability, features })
  const known = { ...judged, probability, score, features, model: model.version }
  if (judged.verdict === 'allow') return { ...known, ...unexplained, reasons: [] }
  const { contributions, oddness, residual } = model.explain(features)
  return {
    ...known,
    contributions,
    oddness,
    residual,
    reasons: reasonsOf(features, contributions, attempt.kind),
    counterfactual: counterfactualOf(
      attempt,
      reservation,
      () => memory.state.suppose(reservation),
      judgingAgain(assessor),
    ),
  }
}

/** The verdict of other features: by model, policy and rules as they are now, without chance; nobody is told of a rule that fails. */
export const judgingAgain =
  ({ model, inForce }: Pick<Assessor, 'model' | 'inForce'>): JudgeAgain =>
  (attempt, features) =>
    judge({ inForce, explorer: noExplorer, onFailure: () => {} }, attempt, {
      probability: model.probabilityOf(model.score(features)),
      features,
    }).verdict

const reasonsWithoutScore = ({ verdict }: Judged): Reason[] => {
  if (verdict === 'allow') return []
  return [verdict === 'review' ? notScored : unusual]
}

const decideByAmount = (assessor: Assessor, attempt: Attempt): Judgment => {
  const judged = judge(assessor, attempt, null)
  const nothing = { probability: null, score: null, features: new Float32Array(0), ...unexplained }
  return { ...judged, ...nothing, reasons: reasonsWithoutScore(judged), model: 'amount' }
}

// A payment never waits in silence for a model or a memory that fails: the policy by amount decides, and whoever watches is told.
const scoreOrDecideByAmount = (assessor: Assessor, attempt: Attempt, reservation: Reservation | null): Judgment => {
  if (!reservation) return decideByAmount(assessor, attempt)
  try {
    return score(assessor, attempt, reservation)
  } catch (error) {
    assessor.onFailure(error)
    return decideByAmount(assessor, attempt)
  }
}

/** Has the entities of an attempt in memory; null where that fails. */
const hold = async ({ memory, onFailure }: Assessor, attempt: Attempt): Promise<Hold | null> => {
  try {
    return await memory.hold(movementOf(attempt))
  } catch (error) {
    onFailure(error)
    return null
  }
}

const reserve = ({ onFailure }: Assessor, held: Hold | null, movement: Movement): LiveAttempt | null => {
  try {
    return held?.reserve(movement) ?? null
  } catch (error) {
    held?.release()
    onFailure(error)
    return null
  }
}

const outcomeOf = ({ verdict }: Judged, { settlesLater }: Attempt): Outcome => {
  if (verdict === 'block') return 'stopped'
  return verdict === 'allow' && !settlesLater ? 'settled' : 'open'
}

/** What the log is told: others take the attempt in from there, this process has it already. */
const logOf = (payment: string, movement: Movement, live: LiveAttempt | null, outcome: Outcome): AttemptOfLog => ({
  payment,
  origin: live?.origin ?? null,
  ticket: live?.ticket ?? null,
  change: {
    what: 'attempt',
    movement,
    isFirst: live?.reservation.isFirst ?? false,
    isSettled: outcome === 'settled',
  },
})

/** Reserves the attempt in the memory, then scores it; nothing else happens in this process meanwhile. */
const assessHeld = (assessor: Assessor, attempt: Attempt, held: Hold | null): Assessment => {
  const movement = movementOf(attempt)
  const usual = held && assessor.memory.state.usualOf(movement.payer)
  const live = reserve(assessor, held, movement)
  const judgment = scoreOrDecideByAmount(assessor, attempt, live?.reservation ?? null)
  const outcome = outcomeOf(judgment, attempt)
  let isKept = false
  return {
    ...judgment,
    payment: attempt.payment,
    attempt,
    outcome,
    usual: usual === null ? null : BigInt(Math.round(usual)),
    decidedAt: assessor.clock(),
    logged: logOf(attempt.payment, live?.reservation.movement ?? movement, live, outcome),
    keep: () => {
      if (isKept) return
      isKept = true
      live?.keep(outcome === 'settled')
      if (judgment.exploredFrom) assessor.explorer.spend(attempt)
      assessor.onKept?.(attempt.payment, judgment.features)
    },
    [Symbol.asyncDispose]: async () => {
      if (!isKept) live?.withdraw()
    },
  }
}

/** Reads what it needs, then assesses. */
export const assess = async (assessor: Assessor, attempt: Attempt): Promise<Assessment> =>
  assessHeld(assessor, attempt, await hold(assessor, attempt))

// Some tens of microseconds each, so that the event loop is free again after a millisecond or two.
const atOnce = 32

/** Assesses many in their order, giving way to other work in between. */
export const assessAll = async (assessor: Assessor, attempts: readonly Attempt[]): Promise<Assessment[]> => {
  const assessments: Assessment[] = []
  for (let start = 0; start < attempts.length; start += atOnce) {
    if (start > 0) await new Promise<void>((resume) => setImmediate(resume))
    const group = attempts.slice(start, start + atOnce)
    const holds = await Promise.all(group.map((attempt) => hold(assessor, attempt)))
    assessments.push(...group.map((attempt, index) => assessHeld(assessor, attempt, holds[index])))
  }
  return assessments
}
