/** The payer's fee on its way through the lane. Steps without one cost no statement. */
import type { Transfer } from '#modules/ledger'
import type { Fate, Participant } from '#platform/lane'
import type { Refusal } from '#platform/refusal'
import type { Step } from '../step.ts'
import { withFee } from './chain.ts'
import { findFees, writeFees } from './rows.ts'

const moves = (step: Step): boolean => !step.isNew && step.transfer !== null && step.payment.from_product !== null

/** What takes part in the lane, and what the book is asked for instead of the step's own transfers. */
export const createFeeLane = () => {
  // Of a payment that goes on the fee is read in the batch; of a new one it comes along.
  const found = new WeakMap<Step, bigint>()
  const finder: Participant<Step> = {
    name: 'fees',
    decide: async (tx, standing) => {
      const going = standing.filter(moves)
      if (going.length > 0) {
        const fees = await findFees(
          tx,
          going.map(({ payment }) => payment.id),
        )
        for (const step of going) found.set(step, fees.get(step.payment.id) ?? 0n)
      }
      return new Map<Step, Refusal>()
    },
  }
  const recorder: Participant<Step> = {
    name: 'fees',
    record: async (tx, fates: readonly Fate<Step>[]) => {
      const fees = fates.flatMap(({ item, refusal }) =>
        item.isNew && item.fee && !refusal && item.to !== 'refused' && item.to !== 'blocked'
          ? [{ payment: item.payment.id, ...item.fee }]
          : [],
      )
      if (fees.length > 0) await writeFees(tx, fees)
    },
  }
  const feeOf = (step: Step): bigint => (step.isNew ? (step.fee?.minor ?? 0n) : (found.get(step) ?? 0n))
  const addFee = (step: Step, transfers: Transfer | readonly Transfer[] | null) =>
    withFee(transfers, step.payment, feeOf(step))
  return { finder, recorder, addFee }
}
