/** The part of payments abroad in the lane: a quote is used once, and what settles brings its chain of transfers along. */
import type { Transfer } from '#modules/ledger'
import type { Tx } from '#platform/database'
import type { Fate, Participant } from '#platform/lane'
import { Refusal } from '#platform/refusal'
import { endsPayment, movedOn, type Step } from '../step.ts'
import { type Amounts, chainOf } from './chain.ts'
import { quoteUsed } from './refusals.ts'
import { type AbroadRow, amountsOf, insertAbroad, lockAbroad, type Moved, moveAbroad } from './rows.ts'

/** One side of a payment abroad is no account of this bank. */
export const isAbroad = ({ kind, from_product, to_product }: Step['payment']): boolean =>
  kind === 'send' && (from_product === null || to_product === null)

// What a step's payment moves abroad, from when it was read in its batch until its transfers are asked for.
const amountsOfSteps = new WeakMap<Step, Amounts>()

/** The transfers of a step, with those that a settling payment abroad takes along. */
export const transfersOf = (step: Step): Transfer | readonly Transfer[] | null => {
  const amounts = amountsOfSteps.get(step)
  const { transfer } = step
  if (!amounts || transfer === null || 'length' in transfer || step.to !== 'settled') return transfer
  return chainOf(step.payment.id, transfer, amounts, step.at)
}

const byQuote = (one: AbroadRow, other: AbroadRow): number => ((one.quote ?? '') < (other.quote ?? '') ? -1 : 1)

/** Rows of new payments; one that moves nothing leaves its quote for another try. */
const rowOf = (step: Step): AbroadRow | null => {
  if (!step.isNew || !step.abroad) return null
  const isOff = step.to === 'refused' || step.to === 'blocked'
  return isOff ? { ...step.abroad, quote: null, state: 'off' } : step.abroad
}

const insertNew = async (tx: Tx, standing: readonly Step[], refused: Map<Step, Refusal>) => {
  const rows = new Map(standing.flatMap((step) => (rowOf(step) ? [[step, rowOf(step) as AbroadRow]] : [])))
  if (rows.size === 0) return
  // In the order of their quotes, so that two batches wait for each other one way round.
  const kept = await insertAbroad(tx, [...rows.values()].sort(byQuote))
  for (const [step, row] of rows)
    if (kept.has(row.payment)) amountsOfSteps.set(step, amountsOf(row))
    else refused.set(step, quoteUsed())
}

/** What came back from abroad had not been said to have arrived there; under the lock of the row that says so. */
const isSentBack = (step: Step): boolean => !step.isNew && step.from === 'settled'

const readKnown = async (tx: Tx, standing: readonly Step[], refused: Map<Step, Refusal>) => {
  const known = standing.filter((step) => !step.isNew && isAbroad(step.payment))
  const rows = await lockAbroad(
    tx,
    known.map(({ payment }) => payment.id),
  )
  for (const step of known) {
    const row = rows.get(step.payment.id)
    if (isSentBack(step) && row?.state !== 'sent')
      refused.set(step, new Refusal(movedOn, 409, 'The bank abroad has said something else of it.'))
    else if (row) amountsOfSteps.set(step, amountsOf(row))
  }
}

/** Takes part before the book. */
export const abroadTaker: Participant<Step> = {
  name: 'abroad',
  decide: async (tx, standing) => {
    const refused = new Map<Step, Refusal>()
    const steps = standing.filter((step) => isAbroad(step.payment))
    if (steps.length === 0) return refused
    await insertNew(tx, steps, refused)
    await readKnown(tx, steps, refused)
    return refused
  },
}

const ended: ReadonlySet<Step['to']> = new Set(['refused', 'blocked', 'cancelled', 'expired', 'returned'])

const movedBy = ({ item, refusal }: Fate<Step>): Moved | null => {
  const { payment, at } = item
  const move = (state: Moved['state'], reason: string | null = null) => ({ payment: payment.id, state, reason, at })
  if (refusal) return endsPayment(item, refusal) ? move('off') : null
  if (item.to === 'settled') return move(payment.to_product === null ? 'ready' : 'arrived')
  if (!ended.has(item.to)) return null
  return !item.isNew && isSentBack(item) ? move('returned', item.event.note) : move('off')
}

/** Takes part after the book: what has settled is ready to leave, what has ended never does. */
export const abroadRecorder: Participant<Step> = {
  name: 'abroad',
  record: async (tx: Tx, fates: readonly Fate<Step>[]) => {
    const moved = fates.filter(({ item }) => isAbroad(item.payment)).flatMap((fate) => movedBy(fate) ?? [])
    // A quote that another payment has used keeps that payment's row; of its own there is none.
    if (moved.length > 0) await moveAbroad(tx, moved)
  },
}
