/** Which steps of a payment staff are told of at once. */
import type { Alert } from '#modules/fraud'
import type { Step } from '../step.ts'

/** What may be lost if nobody looks: amount times probability; the whole amount where it could not be scored. */
const expectedLoss = (step: Step): bigint => {
  const { payment } = step
  const millionths = BigInt(Math.round(((step.isNew ? step.assessment?.probability : undefined) ?? 1) * 1e6))
  return (payment.minor * millionths) / 1_000_000n
}

const review = (step: Step): Alert => ({
  kind: 'review',
  at: step.at,
  payment: step.payment.id,
  money: { currency: step.payment.currency, minor: step.payment.minor },
  expectedLoss: expectedLoss(step),
})

/** A payment that comes to wait for a person: at once, or after its payer has proved it. */
export const alertsOf = (step: Step): readonly Alert[] => (step.to === 'in_review' ? [review(step)] : [])
