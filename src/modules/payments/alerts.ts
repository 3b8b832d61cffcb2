/** Which steps of a payment staff are told of at once. */
import type { Alert } from '#modules/fraud'
import type { Opening, Step } from './step.ts'

/** What may be lost if nobody looks: amount times probability; the whole amount where it could not be scored. */
const expectedLoss = ({ payment, assessment }: Opening): bigint => {
  const millionths = BigInt(Math.round((assessment?.probability ?? 1) * 1e6))
  return (payment.minor * millionths) / 1_000_000n
}

const review = (step: Opening): Alert => ({
  kind: 'review',
  at: step.at,
  payment: step.payment.id,
  money: { currency: step.payment.currency, minor: step.payment.minor },
  expectedLoss: expectedLoss(step),
})

/** A payment that comes to wait for a person. */
export const alertsOf = (step: Step): readonly Alert[] => (step.isNew && step.to === 'in_review' ? [review(step)] : [])
