/** Decisions by what they were about and what became of them, newest first. */
import type { Query } from '#platform/database'
import type { AttemptKind } from '../attempt.ts'
import type { Verdict } from '../wire.ts'
import type { PauseChoice, PauseEnding } from './pauses.ts'

/** What is left out does not matter. */
export interface DecisionsAsked {
  readonly payment?: string
  /** Products, one of which pays. */
  readonly payers?: readonly string[]
  readonly payees?: readonly string[]
  /** Products, one of which pays or is paid. */
  readonly either?: readonly string[]
  readonly verdict?: Verdict
  readonly kind?: AttemptKind
  readonly from?: Date
  /** The first instant that is too late. */
  readonly until?: Date
  readonly least?: bigint
  readonly most?: bigint
  readonly currency?: string
  readonly outcome?: 'open' | 'settled' | 'stopped'
  readonly label?: 'fraud' | 'genuine' | 'none'
  readonly choice?: PauseChoice
  readonly model?: string
  /** A rule of staff, in any version, that fired. */
  readonly rule?: string
  readonly before?: bigint
  readonly limit: number
}

export interface FoundDecision {
  readonly seq: bigint
  readonly payment: string
  readonly verdict: Verdict
  readonly probability: number | null
  readonly model: string
  readonly outcome: 'open' | 'settled' | 'stopped'
  readonly is_fraud: boolean | null
  readonly choice: PauseChoice | null
  readonly ending: PauseEnding | null
}

const columns = `select seq, payment, verdict, probability, model, outcome, label.is_fraud, pause.choice, pause.ending
  from fraud.decision left join fraud.label using (payment) left join fraud.pause using (payment)`

/** One condition for each thing that can be asked for; `?` is its value. */
const conditions: Readonly<Record<Exclude<keyof DecisionsAsked, 'limit' | 'label'>, string>> = {
  payment: 'payment = ?::uuid',
  payers: 'payer = any (?::uuid[])',
  payees: 'payee = any (?::uuid[])',
  either: '(payer = any (?::uuid[]) or payee = any (?::uuid[]))',
  verdict: 'verdict = ?',
  kind: 'kind = ?',
  from: 'booked_at >= ?::timestamptz',
  until: 'booked_at < ?::timestamptz',
  least: 'minor >= ?::bigint',
  most: 'minor <= ?::bigint',
  currency: 'currency = ?',
  outcome: 'outcome = ?',
  choice: 'choice = ?',
  model: 'model = ?',
  rule: 'rules_fired && array(select number from fraud.rule_version where rule = ?::uuid)',
  before: 'seq < ?::bigint',
}

const labels = { fraud: 'label.is_fraud', genuine: 'not label.is_fraud', none: 'label.is_fraud is null' }

/** Finds decisions; only what is asked for stands in the statement, so that the database can use its indexes. */
export const searchDecisions = (db: Query, { limit, label, ...asked }: DecisionsAsked): Promise<FoundDecision[]> => {
  const values: unknown[] = []
  const told = Object.entries(conditions).flatMap(([name, condition]) => {
    const value = asked[name as keyof typeof asked]
    if (value === undefined) return []
    values.push(value)
    return condition.replaceAll('?', `$${values.length}`)
  })
  if (label) told.push(labels[label])
  const where = told.length > 0 ? `where ${told.join(' and ')}` : ''
  return db.query(`${columns} ${where} order by seq desc limit ${limit}`, values)
}
