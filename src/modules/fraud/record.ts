/** Writes decisions down, and what became of them. Statements are for a whole batch. */

import type { Query, Tx } from '#platform/database'
import type { Fate, Participant } from '#platform/lane'
import type { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { Assessment, Outcome } from './assess.ts'
import { endCasePayments, type ReviewEnding } from './cases/end.ts'
import { openCasesFor } from './cases/open.ts'
import { writeCounterfactuals } from './decisions/counterfactual.ts'
import { type Pause, writePauses } from './decisions/pauses.ts'
import { storeLabels } from './learn.ts'
import { logAttempts } from './memory/log.ts'
import { toBytes } from './tables.ts'

const insert = `
  insert into fraud.decision (payment, kind, payer, payee, currency, minor, booked_at, decided_at, verdict, probability,
    score, model, features, contributions, outcome, owner, payee_owner, device, network, place, category,
    policy_version, own_verdict, explored_from, propensity, rules_fired, rules_failed, oddness, residual, is_logged)
  select payment, kind, payer, payee, currency, minor, booked_at, decided_at, verdict, probability,
    score, model, features, contributions, outcome, owner, payee_owner, device, network, place, category,
    policy_version, own_verdict, explored_from, propensity, rules_fired::bigint[], rules_failed::bigint[], oddness, residual, true
  from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[], $7::timestamptz[],
    $8::timestamptz[], $9::text[], $10::float8[], $11::float8[], $12::text[], $13::bytea[], $14::bytea[], $15::text[],
    $16::uuid[], $17::uuid[], $18::text[], $19::text[], $20::text[], $21::text[],
    $22::bigint[], $23::text[], $24::text[], $25::float8[], $26::text[], $27::text[],
    $28::float8[], $29::float8[])
    as given (payment, kind, payer, payee, currency, minor, booked_at, decided_at, verdict, probability,
    score, model, features, contributions, outcome, owner, payee_owner, device, network, place, category,
    policy_version, own_verdict, explored_from, propensity, rules_fired, rules_failed, oddness, residual)`

/** A list as PostgreSQL writes it, since a column of lists would come as one long list. */
const listOf = (numbers: readonly bigint[]) => `{${numbers.join()}}`

const columnsOf = (assessments: readonly Assessment[]): unknown[][] => {
  const column = (read: (assessment: Assessment) => unknown) => assessments.map(read)
  return [
    column(({ payment }) => payment),
    column(({ attempt }) => attempt.kind),
    column(({ attempt }) => attempt.payer.id),
    column(({ attempt }) => attempt.payee?.id ?? null),
    column(({ attempt }) => attempt.money.currency),
    column(({ attempt }) => attempt.money.minor),
    column(({ attempt }) => attempt.at.toISOString()),
    column(({ decidedAt }) => decidedAt.toISOString()),
    column(({ verdict }) => verdict),
    column(({ probability }) => probability),
    column(({ score }) => score),
    column(({ model }) => model),
    column(({ features }) => toBytes(features)),
    column(({ contributions }) => contributions && toBytes(contributions)),
    column(({ outcome }) => outcome),
    column(({ attempt }) => attempt.payer.owner ?? null),
    column(({ attempt }) => attempt.payee?.owner ?? null),
    column(({ attempt }) => attempt.context?.device ?? null),
    column(({ attempt }) => attempt.context?.network ?? null),
    column(({ attempt }) => attempt.context?.place ?? null),
    column(({ attempt }) => attempt.context?.category ?? null),
    column(({ policyVersion }) => policyVersion),
    column(({ ownVerdict }) => ownVerdict),
    column(({ exploredFrom }) => exploredFrom),
    column(({ propensity }) => propensity),
    column(({ rulesFired }) => listOf(rulesFired)),
    column(({ rulesFailed }) => listOf(rulesFailed)),
    column(({ oddness }) => oddness),
    column(({ residual }) => residual),
  ]
}

const recordAll = async (tx: Tx, assessments: readonly Assessment[]): Promise<void> => {
  if (assessments.length === 0) return
  await tx.query(insert, columnsOf(assessments))
  await writeCounterfactuals(tx, assessments)
  await logAttempts(
    tx,
    assessments.map(({ logged }) => logged),
  )
  await openCasesFor(tx, assessments)
}

/** Takes part in a lane: writes the decision of every item that stands, after those that may refuse it. */
export const createRecorder = <Item>(select: (item: Item) => Assessment | null): Participant<Item> => ({
  name: 'fraud',
  record: (tx: Tx, fates: readonly Fate<Item>[]) =>
    recordAll(
      tx,
      fates.flatMap(({ item, refusal }) => (refusal ? [] : (select(item) ?? []))),
    ),
})

/** What became of a payment that was open. */
export interface Conclusion {
  readonly payment: string
  /** open: it still waits, but its payer chose something. */
  readonly outcome: Outcome
  readonly pause?: Pause
  /** What analysts decided about it. */
  readonly review?: ReviewEnding
}

/** An analyst's decision is a label from the instant on in which it is made. */
const writeReviewLabels = async (query: Query, conclusions: readonly Conclusion[]): Promise<void> => {
  const labels = conclusions.flatMap(({ payment, review }) =>
    review && review.isFraud !== null
      ? [{ payment, isFraud: review.isFraud, knownAt: review.at, source: 'analyst', toldBy: review.analyst } as const]
      : [],
  )
  if (labels.length > 0) await storeLabels(query, labels)
}

// The log is told of those that were booked, in the words of their attempts.
const conclude = `
  with ended as (
    update fraud.decision set outcome = concluded.outcome
    from unnest($1::uuid[], $2::text[]) as concluded (payment, outcome)
    where decision.payment = concluded.payment and decision.outcome = 'open'
    returning decision.payment, decision.outcome
  )
  insert into fraud.change (what, payment, body)
  select 'settled', payment, json_build_object('movement', change.body -> 'movement')
  from ended join fraud.change using (payment) where ended.outcome = 'settled' and change.what = 'attempt'`

/** Writes conclusions; those of payments that are not open change nothing. */
export const writeConclusions = async (query: Query, conclusions: readonly Conclusion[]): Promise<void> => {
  await writePauses(query, conclusions)
  const ended = conclusions.filter(({ outcome }) => outcome !== 'open')
  if (ended.length === 0) return
  await query.query(conclude, [ended.map(({ payment }) => payment), ended.map(({ outcome }) => outcome)])
}

/** Takes part in a lane: writes what became of open payments, and of their cases; the select is told whether the item was refused, and why. */
export const createConcluder = <Item>(
  select: (item: Item, refusal: Refusal | null) => Conclusion | null,
  clock: Clock,
): Participant<Item> => ({
  name: 'fraud outcome',
  record: async (tx, fates) => {
    const conclusions = fates.flatMap(({ item, refusal }) => select(item, refusal) ?? [])
    await writeConclusions(tx, conclusions)
    await writeReviewLabels(tx, conclusions)
    await endCasePayments(tx, conclusions, clock())
  },
})
