import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from '../../../kit/button.tsx'
import { takeFocus } from '../../../kit/focus.ts'
import styles from './entry-frame.module.css'
import { useRegistrationWords } from './registration-words.ts'

const STEPS = 8

type StepFrameProps = {
  /** From 1 on. */
  readonly step: number
  readonly title: string
  readonly onBack?: () => void
  readonly children: ReactNode
}

/** One question of the registration: how far it is, the question, and the way back. */
export const StepFrame = ({ step, title, onBack, children }: StepFrameProps) => {
  const say = useRegistrationWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (step > 1) takeFocus(heading.current)
  }, [step])
  return (
    <>
      <ol className={styles.progress} aria-hidden="true">
        {Array.from({ length: STEPS }, (_, index) => index + 1).map((each) => (
          <li key={each} className={each < step ? styles.done : each === step ? styles.now : undefined} />
        ))}
      </ol>
      <p className={`${styles.step} small mut`}>{say('progress', { step, steps: STEPS })}</p>
      <h2 ref={heading} tabIndex={-1} className={styles.question}>
        {title}
      </h2>
      {children}
      {onBack && (
        <p>
          <Button look="plain" onClick={onBack}>
            {say('back')}
          </Button>
        </p>
      )}
    </>
  )
}
