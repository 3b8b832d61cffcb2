/** What can be asked about decisions: by what they were about, and what is known around one. */
import type { Database } from '#platform/database'
import type { Clock } from '#platform/time'
import type { Assessor } from '../assess.ts'
import type { InForce } from '../in-force.ts'
import type { Memory } from '../memory/memory.ts'
import type { Models } from '../models/models.ts'
import type { Policy } from '../wire.ts'
import { type Around, type GraphLink, readAround, readLinks } from './around.ts'
import { createPassedUpTo, type PassedUpTo } from './passed.ts'
import { type DecisionsAsked, type FoundDecision, searchDecisions } from './search.ts'
import { readStatements, type Statement, writeStatement } from './statements.ts'
import { createTry, type Trial, type Tried } from './try.ts'

export interface Decisions {
  /** What would be decided of a payment that nobody makes; leaves no trace. Throws no-such-feature. */
  try(trial: Trial): Promise<Tried>
  search(asked: DecisionsAsked): Promise<FoundDecision[]>
  /** Up to which amount a payment that passed would have. Null where it was not decided here. Throws no-counterfactual. */
  passedUpTo(payment: string): Promise<PassedUpTo | null>
  /** Null where the payment was not decided here. */
  around(payment: string): Promise<Around | null>
  /** Stores that a payer says a stopped payment was theirs, tells staff, and opens a case for them. By itself it is no label. */
  state(statement: Statement): Promise<boolean>
  /** When the payers of these payments said so. */
  statements(payments: readonly string[]): Promise<Map<string, Date>>
  /** Who shares payments or a device with it; at most twelve nodes. */
  links(payment: string): Promise<GraphLink[]>
}

export interface DecisionsNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly memory: Memory
  readonly models: Models
  readonly assessor: Assessor
  readonly inForce: InForce
  /** In place of the thresholds that came with the models. */
  readonly given: Policy | undefined
}

export const createDecisions = ({
  db,
  clock,
  memory,
  models,
  assessor,
  inForce,
  given,
}: DecisionsNeeds): Decisions => ({
  try: createTry(db, assessor),
  search: (asked) => searchDecisions(db, asked),
  passedUpTo: createPassedUpTo({
    db,
    memory,
    clock,
    modelOf: models.ofVersion,
    policyOf: (model) => given ?? model.policy,
  }),
  around: (payment) => readAround(db, payment),
  links: (payment) => readLinks(db, payment),
  state: (statement) => writeStatement(db, inForce, statement),
  statements: (payments) => readStatements(db, payments),
})
