/** Fraud: scores payments before money moves, explains what it decides, and learns what turned out to be fraud. */
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import type { Participant } from '#platform/lane'
import type { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import { addAlertRoutes } from './alerts/routes.ts'
import { type Alert, createAlerter, tidyAlerts } from './alerts/write.ts'
import { type Assessment, type Assessor, assess, assessAll } from './assess.ts'
import type { Attempt } from './attempt.ts'
import { type AnalystsOf, type Cases, createCases, type OwnersOf } from './cases/cases.ts'
import { type Decided, readDecision, readProbabilities, readVerdicts } from './decision.ts'
import { createDecisions, type Decisions } from './decisions/decisions.ts'
import { observe } from './events/observe.ts'
import { createExplorer, type Draw } from './exploration/explorer.ts'
import type { PersonalEvent } from './features/state.ts'
import { createInForce } from './in-force.ts'
import { type Label, type Learned, learn } from './learn.ts'
import type { FoldThread } from './memory/fold-thread.ts'
import { createMemory } from './memory/memory.ts'
import type { FraudModel } from './model.ts'
import { createModels, type Models, type NamesOf, type TrainingSize } from './models/models.ts'
import type { Serve } from './models/serving.ts'
import { defaultPolicy } from './policies/kind-policy.ts'
import { createPolicies, type Policies } from './policies/policies.ts'
import { checkPolicy, type UnscoredLimits } from './policy.ts'
import { type Conclusion, createConcluder, createRecorder } from './record.ts'
import { addRoutes } from './routes.ts'
import { createRules, type Rules } from './rules/rules.ts'
import { createSafetyGuard, type SafetyGuard } from './safety/guard.ts'
import { addSafetyRoutes } from './safety/routes.ts'
import { type FourEyes, kindsOfFraud, nobodyReads, nobodySigns, type Readings } from './signing/kinds.ts'
import type { Decision, Policy } from './wire.ts'

export type { Alert } from './alerts/write.ts'
export type { Assessment, Outcome } from './assess.ts'
export {
  type Attempt,
  type AttemptKind,
  type Context,
  type Movement,
  type PayeeFacts,
  type PayerFacts,
  unknownContext,
} from './attempt.ts'
export type { ReviewEnding } from './cases/end.ts'
export type { Decided } from './decision.ts'
export type { Decisions } from './decisions/decisions.ts'
export { decisionLeaves, decisionRows } from './decisions/leaves.ts'
export type { PauseChoice, PauseEnding } from './decisions/pauses.ts'
export type { Trial, Tried } from './decisions/try.ts'
export { featureNames } from './features/catalog.ts'
export { nameDistance } from './features/sources/name-distance.ts'
export type { PersonalEvent } from './features/state.ts'
export { type FileOptions, generateLines } from './generator/file.ts'
export type { Label, Learned } from './learn.ts'
export { createFoldThread, type FoldThread } from './memory/fold-thread.ts'
export { type FraudModel, readShippedModel } from './model.ts'
export type { TrainingSize } from './models/models.ts'
export type { TrainingProgress } from './models/training/fit.ts'
export { type PastPayments, pastPayments, type Room } from './past-payments.ts'
export { chosenShare } from './policy.ts'
export type { Conclusion } from './record.ts'
export type { Checked, Finding } from './safety/findings.ts'
export { createSafetyGuard, type SafetyGuard, type Suspect } from './safety/guard.ts'
export * from './safety/training.ts'
export { shippedPlan, type TrainingPlan, trainShipped } from './train-shipped.ts'
export type { Contribution, Decision, Policy, Reason, Verdict } from './wire.ts'

export interface FraudParts {
  readonly db: Database
  readonly clock: Clock
  readonly model: FraudModel
  /** In place of the thresholds that came with the model. */
  readonly policy?: Policy
  /** Minor units from which on a payment that could not be scored waits for a person. */
  readonly unscored?: UnscoredLimits
  /** Told of each payment that could not be scored, and of a model of the registry that cannot be served. */
  readonly onFailure?: (error: unknown) => void
  /** Accounts and other entities that are held in memory; the others are read when they are needed. */
  readonly mostEntities?: number
  /** Where `fold` does its work; in this thread where omitted, between payments. Whoever opened it closes it. */
  readonly foldThread?: FoldThread
  /** Names of people by id, for what staff did. */
  readonly namesOf?: NamesOf
  /** How model files are put into service, where not as usual. */
  readonly serve?: Serve
  /** How trainings of the bank go; a test makes them small. */
  readonly trainingSize?: TrainingSize
  /** Owners of products, and who decides reviews; for cases. */
  readonly ownersOf?: OwnersOf
  readonly analysts?: AnalystsOf
  /** Chance for exploration: always the same number for the same text. Omitted, nothing is let through. */
  readonly draw?: Draw
  /** Who takes signatures, and the log of reading: identity's. Without them nothing that takes two people can be done. */
  readonly approvals?: FourEyes
  readonly readings?: Readings
}

export interface Fraud {
  /** Reserves the attempt and scores it. `keep()` it after the commit; disposal withdraws it otherwise. Never throws. */
  assess(attempt: Attempt): Promise<Assessment>
  /** Many in the order of their time, in their order; gives way to other work in between. */
  assessAll(attempts: readonly Attempt[]): Promise<Assessment[]>
  /** The lane's participant that writes decisions: after the ledger. Items without an assessment answer null. */
  recorder<Item>(select: (item: Item) => Assessment | null): Participant<Item>
  /** The lane's participant that writes what became of open payments. Call `concluded` after the commit. */
  concluder<Item>(select: (item: Item, refusal: Refusal | null) => Conclusion | null): Participant<Item>
  /** The lane's participant that writes alerts of the items that stand; the last one. */
  alerter<Item>(select: (item: Item) => readonly Alert[]): Participant<Item>
  /** Forgets what is too old to be told; once an hour is enough. */
  tidy(): Promise<void>
  /** After the commit: payments that settled enter the habits, and what analysts decided is known. */
  concluded(conclusions: readonly Conclusion[]): Promise<void>
  /** Stores labels and tells the memory. The same label again changes nothing. */
  learn(labels: readonly Label[]): Promise<Learned>
  /** Stores what people did besides paying, and tells the memory. Throws a RangeError on what cannot be an event. */
  observe(events: readonly PersonalEvent[]): Promise<void>
  /** At start, before the first payment: the memory as it was. Answers how many changes had to be taken in for that. */
  rebuild(): Promise<number>
  /** Takes in what other processes have committed; to be called five times a second. */
  follow(): Promise<void>
  /** Writes what has changed of the memory to the database, for whoever starts next; to be called every ten seconds. */
  fold(): Promise<void>
  /** Entities held in memory, attempts under way, and changes that are not written yet. */
  memory(): { readonly entities: number; readonly live: number; readonly window: number }
  /** A decision with contributions and reasons; null where there is none or the payment could not be scored. */
  decision(payment: string): Promise<Decision | null>
  /** Decisions by what they were about, and what is known around one. */
  readonly decisions: Decisions
  /** Verdict and probability by payment, of those that were decided. */
  verdicts(payments: readonly string[]): Promise<Map<string, Decided>>
  /** Probabilities by payment, of those that were scored. */
  probabilities(payments: readonly string[]): Promise<Map<string, number>>
  /** Minor units that a product usually pays (geometric mean of the last weeks); null while too little is known. */
  usualOf(product: string): Promise<bigint | null>
  routes(http: Http): void
  readonly policy: Policy
  /** The champion, which decides now. */
  readonly model: FraudModel
  readonly models: Models
  /** Rules that staff write, and how two people put them and policies in force. */
  readonly rules: Rules
  /** What staff set for each kind of payment. */
  readonly policies: Policies
  /** What waits for a person, and who decides it. */
  readonly cases: Cases
  /** Looks at links, notes, names and codes before anybody trusts them. */
  readonly safety: SafetyGuard
  /** Reads what staff have put in force; at the start, and every second for what other processes changed. */
  refresh(): Promise<void>
}

const leastEntities = 40_000
const bytesAnEntity = 2_500
const shareOfMemory = 1 / 16

/** How many entities to hold on a machine, or in a container, with so many bytes: a sixteenth of them, and 40,000 entities at least. */
export const entitiesWithin = (bytes: number): number =>
  Math.max(leastEntities, Math.floor((bytes * shareOfMemory) / bytesAnEntity))

/** Builds the module; its memory starts with the first use at the latest. Throws a RangeError on a policy out of order. */
export const createFraud = ({ db, clock, model, ...options }: FraudParts): Fraud => {
  const memory = createMemory({
    db,
    mostEntities: options.mostEntities ?? leastEntities,
    foldThread: options.foldThread,
  })
  const given = options.policy && checkPolicy(options.policy)
  const onFailure = options.onFailure ?? (() => {})
  const models = createModels({ db, clock, first: model, onTrouble: onFailure, approvals: nobodySigns, ...options })
  const policyNow = () => given ?? models.champion().policy
  const inForce = createInForce(db, () => defaultPolicy(policyNow(), options.unscored))
  const { approvals = nobodySigns, readings = nobodyReads } = options
  for (const kind of kindsOfFraud(db)) approvals.register(kind)
  const rules = createRules({ db, clock, inForce, onFailure, namesOf: options.namesOf, approvals })
  const policies = createPolicies({ db, clock, inForce, namesOf: options.namesOf })
  const cases = createCases({ db, clock, inForce, ...options, readings, onLabel: memory.follow })
  const safety = createSafetyGuard()
  const assessor: Assessor = {
    memory,
    get model() {
      return models.champion()
    },
    clock,
    inForce,
    explorer: createExplorer(options.draw ?? (() => 1)),
    onFailure,
    onKept: models.shadow.offer,
  }
  const teach = (labels: readonly Label[]) => learn(db, memory, labels)
  return {
    get policy() {
      return policyNow()
    },
    get model() {
      return models.champion()
    },
    models,
    rules,
    policies,
    cases,
    safety,
    refresh: inForce.refresh,
    assess: (attempt) => assess(assessor, attempt),
    assessAll: (attempts) => assessAll(assessor, attempts),
    recorder: createRecorder,
    concluder: (select) => createConcluder(select, clock),
    alerter: createAlerter,
    tidy: () => tidyAlerts(db, clock()),
    concluded: async (conclusions) => {
      if (conclusions.some(({ outcome, review }) => outcome !== 'open' || review)) await memory.follow()
    },
    learn: teach,
    observe: (events) => observe(db, memory, events),
    rebuild: memory.start,
    follow: memory.follow,
    fold: memory.fold,
    memory: memory.size,
    decision: (payment) => readDecision(db, models.ofVersion, policyNow(), payment),
    decisions: createDecisions({ db, clock, memory, models, assessor, inForce, given }),
    verdicts: (payments) => readVerdicts(db, payments),
    probabilities: (payments) => readProbabilities(db, payments),
    usualOf: async (product) => {
      const usual = await memory.usualOf(product)
      return usual === null ? null : BigInt(Math.round(usual))
    },
    routes: (http) => {
      addRoutes(http, models.champion, policyNow, teach)
      models.routes(http)
      rules.routes(http)
      policies.routes(http)
      cases.routes(http)
      addAlertRoutes(http, db)
      addSafetyRoutes(http, safety, clock)
    },
  }
}
