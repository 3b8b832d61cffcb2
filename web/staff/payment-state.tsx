import type { PaymentState } from '#wire/payments'
import type { Verdict } from '../kit/chip.tsx'
import { VerdictChip } from '../kit/chip.tsx'
import { usePaymentWords } from './payment-words.ts'

const verdicts: Readonly<Record<PaymentState, Verdict>> = {
  settled: 'passed',
  challenged: 'asked',
  waiting: 'held',
  tried: 'held',
  in_review: 'held',
  blocked: 'stopped',
  refused: 'stopped',
  announced: 'held',
  authorized: 'held',
  returned: 'returned',
  cancelled: 'returned',
  expired: 'returned',
}

/** The state of a payment: icon, words and color together. */
export const PaymentStateChip = ({ state }: { state: PaymentState }) => {
  const say = usePaymentWords()
  return <VerdictChip verdict={verdicts[state]}>{say(state)}</VerdictChip>
}
