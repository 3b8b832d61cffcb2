/** Writes decisions down, and what became of them. Statements are for a whole batch. */

import type { Query, Tx } from '#platform/database'
import type { Fate, Participant } from '#platform/lane'
import type { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { Assessment, Outcome } from './assess.ts'
import { endCasePayments, type ReviewEnding } from './cases/end.ts'
import { openCasesFor } from './cases/open.ts'
import { type Pause, writePauses } from './decisions/pauses.ts'
import { sendDecisions } from './decisions/write.ts'
import { type Label, storeLabels } from './learn.ts'

const recordAll = (tx: Tx, assessments: readonly Assessment[]): Promise<void> | undefined => {
  if (assessments.length === 0) return
  sendDecisions(tx, assessments)
  return openCasesFor(tx, assessments)
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
  /** That it was somebody else, as the payer says who takes it back. */
  readonly disowned?: { readonly by: string; readonly at: Date }
}

const labelsOf = ({ payment, review, disowned }: Conclusion): readonly Label[] => {
  if (disowned) return [{ payment, isFraud: true, knownAt: disowned.at, source: 'customer', toldBy: disowned.by }]
  if (!review || review.isFraud === null) return []
  return [{ payment, isFraud: review.isFraud, knownAt: review.at, source: 'analyst', toldBy: review.analyst }]
}

/** An analyst's decision is a label from the instant on in which it is made, and so is a payer's word that it was somebody else. */
const writeLabels = async (query: Query, conclusions: readonly Conclusion[]): Promise<void> => {
  const labels = conclusions.flatMap(labelsOf)
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

const concludeAll = async (tx: Tx, conclusions: readonly Conclusion[], at: Date): Promise<void> => {
  await writeConclusions(tx, conclusions)
  await writeLabels(tx, conclusions)
  await endCasePayments(tx, conclusions, at)
}

/** Takes part in a lane: writes what became of open payments, and of their cases; the select is told whether the item was refused, and why. */
export const createConcluder = <Item>(
  select: (item: Item, refusal: Refusal | null) => Conclusion | null,
  clock: Clock,
): Participant<Item> => ({
  name: 'fraud outcome',
  record: (tx, fates) => {
    const conclusions = fates.flatMap(({ item, refusal }) => select(item, refusal) ?? [])
    if (conclusions.length > 0) return concludeAll(tx, conclusions, clock())
  },
})
