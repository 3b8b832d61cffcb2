/** The payer's fee on its way through the lane. Steps without one cost no statement. */
import type { Transfer } from '#modules/ledger'
import type { Tx } from '#platform/database'
import type { Fate, Participant } from '#platform/lane'
import type { Refusal } from '#platform/refusal'
import type { Step } from '../step.ts'
import { withFee } from './chain.ts'
import { type Counted, decideByMonth } from './month.ts'
import { feeDiffers } from './quote.ts'
import { findFees, writeFees } from './rows.ts'

type Decided = WeakMap<Step, bigint>

const moves = (step: Step): boolean => !step.isNew && step.transfer !== null && step.payment.from_product !== null

/** Of a payment that goes on the fee is what it was when it was asked for. */
const readKnown = async (tx: Tx, standing: readonly Step[], decided: Decided): Promise<void> => {
  const going = standing.filter(moves)
  if (going.length === 0) return
  const fees = await findFees(
    tx,
    going.map(({ payment }) => payment.id),
  )
  for (const step of going) decided.set(step, fees.get(step.payment.id) ?? 0n)
}

const isOff = ({ to }: Step): boolean => to === 'refused' || to === 'blocked'

const countedOf = (step: Step): Counted | null =>
  step.isNew && step.fee?.line && !isOff(step) ? { payment: step.payment, line: step.fee.line } : null

/** What counts by the month is decided here, whatever was read before; another fee than the payer saw is refused. */
const decideCounted = async (tx: Tx, standing: readonly Step[], decided: Decided): Promise<Map<Step, Refusal>> => {
  const refused = new Map<Step, Refusal>()
  const counted = standing.flatMap((step) => {
    const it = countedOf(step)
    return it ? [{ step, it }] : []
  })
  if (counted.length === 0) return refused
  const month = await decideByMonth(
    tx,
    counted.map(({ it }) => it),
  )
  for (const { step, it } of counted) {
    const fee = month.feeOf(it)
    const shown = step.isNew ? step.fee?.shown : undefined
    if (shown !== undefined && shown !== fee) refused.set(step, feeDiffers(fee, step.payment.currency))
    else {
      month.count(it, fee)
      decided.set(step, fee)
    }
  }
  return refused
}

/** What takes part in the lane, and what the book is asked for instead of the step's own transfers. */
export const createFeeLane = () => {
  // Of a new payment the fee comes along, unless it is decided in the batch, as that of one that goes on is read there.
  const decided: Decided = new WeakMap()
  const feeOf = (step: Step): bigint => decided.get(step) ?? (step.isNew ? (step.fee?.minor ?? 0n) : 0n)
  const decider: Participant<Step> = {
    name: 'fees',
    decide: async (tx, standing) => {
      await readKnown(tx, standing, decided)
      return decideCounted(tx, standing, decided)
    },
  }
  const recorder: Participant<Step> = {
    name: 'fees',
    record: async (tx, fates: readonly Fate<Step>[]) => {
      const fees = fates.flatMap(({ item, refusal }) =>
        item.isNew && item.fee && !refusal && !isOff(item) && feeOf(item) > 0n
          ? [{ payment: item.payment.id, minor: feeOf(item), schedule: item.fee.schedule }]
          : [],
      )
      if (fees.length > 0) await writeFees(tx, fees)
    },
  }
  const addFee = (step: Step, transfers: Transfer | readonly Transfer[] | null) =>
    withFee(transfers, step.payment, feeOf(step))
  return { decider, recorder, addFee }
}
