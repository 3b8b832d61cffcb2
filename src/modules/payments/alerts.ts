/** Which steps of a payment somebody is told of at once. */
import type { Alert } from '#modules/fraud'
import type { Change, Opening, Step } from './step.ts'
import type { StoredState } from './tables.ts'

type Kind = Alert['kind']

const ofOpening: Partial<Record<StoredState, Kind>> = {
  challenged: 'challenged',
  in_review: 'held',
  blocked: 'stopped',
}

const ofChange = ({ from, to }: Change): Kind | null => {
  if (to === 'waiting') return 'waiting'
  if (from === 'in_review') return to === 'returned' ? 'returned' : 'released'
  if (from === 'waiting' && to !== 'cancelled') return to === 'returned' ? 'given-back' : 'gone'
  return from === 'tried' && to === 'expired' ? 'expired' : null
}

const moneyOf = ({ payment: { currency, minor } }: Step) => ({ currency, minor })

const toCustomer = (step: Step, kind: Kind): Alert => ({
  person: step.payment.asked_by,
  kind,
  at: step.at,
  payment: step.payment.id,
  money: moneyOf(step),
  expectedLoss: null,
})

/** What may be lost if nobody looks: amount times probability; the whole amount where it could not be scored. */
const expectedLoss = ({ payment, assessment }: Opening): bigint => {
  const millionths = BigInt(Math.round((assessment?.probability ?? 1) * 1e6))
  return (payment.minor * millionths) / 1_000_000n
}

/** Whoever shows a code waits for it to be paid. */
const toPayee = (step: Opening): Alert => ({ ...toCustomer(step, 'received'), person: step.payment.payee })

const toStaff = (step: Opening): Alert => ({
  ...toCustomer(step, 'review'),
  person: null,
  expectedLoss: expectedLoss(step),
})

/** Who is told what of a step that stands. */
export const alertsOf = (step: Step): readonly Alert[] => {
  // A program's card payments have no person who waits for an answer.
  const isOfPerson = step.payment.kind !== 'card'
  if (step.isNew) {
    const kind = isOfPerson ? ofOpening[step.to] : undefined
    return [
      ...(kind ? [toCustomer(step, kind)] : []),
      ...(step.to === 'in_review' ? [toStaff(step)] : []),
      ...(step.code && step.to === 'settled' ? [toPayee(step)] : []),
    ]
  }
  const kind = isOfPerson ? ofChange(step) : null
  return kind ? [toCustomer(step, kind)] : []
}
