/** Who has halted what leaves their accounts is held to it where the money moves: in the lane's transaction, before the book. */
import type { Halts } from '#modules/products'
import type { Participant } from '#platform/lane'
import type { Refusal } from '#platform/refusal'
import { halted } from '../refusals.ts'
import type { NewPayment, Step } from '../step.ts'

/** Between a person's own accounts nothing leaves. */
const payerOf = ({ payer, payee, from_product }: NewPayment): string[] =>
  payer === null || payer === payee || from_product === null ? [] : [payer]

/** A new payment but one that is refused or blocked anyway, and whatever moves money or sets it aside. To give it back may go on. */
const leaves = (step: Step): boolean => {
  if (step.to === 'refused' || step.to === 'blocked') return false
  const transfers = step.transfer === null ? [] : [step.transfer].flat()
  return (step.isNew && step.to === 'challenged') || transfers.some(({ kind }) => kind !== 'void')
}

/** Takes part in the lane before the limits: under its lock nobody halts between this and the commit. */
export const createHalter = (halts: Halts): Participant<Step> => ({
  name: 'halts',
  prepare: async (tx, items) => {
    const steps = items.filter((step) => leaves(step) && payerOf(step.payment).length > 0)
    if (steps.length === 0) return () => new Map<Step, Refusal>()
    const payers = new Set(steps.flatMap(({ payment }) => payerOf(payment)))
    const found = await halts.lock(tx, [...payers])
    const refused = new Map(
      steps.filter(({ payment }) => found.has(payment.payer ?? '')).map((step) => [step, halted()]),
    )
    return () => refused
  },
})
