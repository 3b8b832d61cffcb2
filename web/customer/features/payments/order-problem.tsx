import type { LimitKind } from '#wire/products'
import { isUnreachable, Problem } from '../../../api/problem.ts'
import type { CurrencyCode } from '../../../kit/currency.ts'
import { ErrorNote } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { LimitProblem } from './limit-problem.tsx'
import { useSendWords } from './send-words.ts'

type OrderProblemProps = {
  readonly error: unknown
  /** What was ordered, where a limit may stand against it. */
  readonly limited?: { readonly kind: LimitKind; readonly currency: CurrencyCode }
}

/** Why an order was not taken. Where its answer was lost nobody knows yet, and it is said so. */
export const OrderProblem = ({ error, limited }: OrderProblemProps) => {
  const say = useSendWords()
  if (!error) return null
  if (isUnreachable(error)) return <ErrorNote lead={say('unknown')}>{say('unknownMore')}</ErrorNote>
  if (limited && error instanceof Problem && error.code === 'exceeds-limit') return <LimitProblem {...limited} />
  return <ProblemNote error={error} />
}
