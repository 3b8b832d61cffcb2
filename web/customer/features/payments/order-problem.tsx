import { isUnreachable } from '../../../api/problem.ts'
import { ErrorNote } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { useSendWords } from './send-words.ts'

/** Why an order was not taken. Where its answer was lost nobody knows yet, and it is said so. */
export const OrderProblem = ({ error }: { error: unknown }) => {
  const say = useSendWords()
  if (!error) return null
  if (isUnreachable(error)) return <ErrorNote lead={say('unknown')}>{say('unknownMore')}</ErrorNote>
  return <ProblemNote error={error} />
}
