import { type ReactNode, useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import styles from './entry-frame.module.css'
import { useRegistrationWords } from './registration-words.ts'

type StepFormProps = {
  readonly act?: string
  readonly isBusy: boolean
  readonly error: unknown
  /** Sends the step, if nothing is wrong; fields show what is wrong once it was tried. */
  readonly onSend: () => void
  readonly isRight: boolean
  readonly children: (isTried: boolean) => ReactNode
}

/** The form of one step. */
export const StepForm = ({ act, isBusy, error, onSend, isRight, children }: StepFormProps) => {
  const say = useRegistrationWords()
  const [isTried, setTried] = useState(false)
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        focusFirstError(event.currentTarget)
        if (isRight) onSend()
      }}
    >
      {children(isTried)}
      {error != null && <ProblemNote error={error} />}
      <Button type="submit" look="go" big wide busy={isBusy}>
        {act ?? say('go')}
      </Button>
    </form>
  )
}
