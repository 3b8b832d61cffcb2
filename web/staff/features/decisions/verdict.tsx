import type { FoundDecision } from '#wire/payments'
import { VerdictChip } from '../../../kit/chip.tsx'
import { useDecisionsWords } from './decisions-words.ts'

type Verdict = FoundDecision['verdict']

const chips = { allow: 'passed', challenge: 'asked', review: 'held', block: 'stopped' } as const

/** A verdict: icon, word and color together. */
export const Verdict = ({ verdict }: { verdict: Verdict }) => {
  const say = useDecisionsWords()
  return <VerdictChip verdict={chips[verdict]}>{say(verdict)}</VerdictChip>
}
