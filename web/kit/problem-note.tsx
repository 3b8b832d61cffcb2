import { ErrorNote } from './note.tsx'
import { useProblemSentence } from './problem-words.ts'

type ProblemNoteProps = { readonly error: unknown; readonly onRetry?: () => void }

/** What went wrong with a call, in the reader's language: first what happened to the money. */
export const ProblemNote = ({ error, onRetry }: ProblemNoteProps) => {
  const sentence = useProblemSentence()(error)
  return (
    <ErrorNote lead={sentence.lead} onRetry={onRetry}>
      <span lang={sentence.lang}>{sentence.rest}</span>
    </ErrorNote>
  )
}
