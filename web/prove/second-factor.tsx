import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Person } from '#wire/identity'
import { signInSecond } from '#wire/identity'
import { call } from '../api/call.ts'
import { Problem } from '../api/problem.ts'
import { Button } from '../kit/button.tsx'
import { TextField } from '../kit/field.tsx'
import { focusFirstError } from '../kit/focus.ts'
import { ProblemNote } from '../kit/problem-note.tsx'
import styles from './proof-fields.module.css'
import { useSecondWords } from './second-words.ts'

type SecondFactorProps = {
  readonly onEntered: (person: Person) => void
  /** Back to the password. */
  readonly onBack: () => void
}

const plain = (text: string): string => text.replace(/[\s-]/g, '')

/** The second half of a sign-in with the password: a code of the app, or a recovery code where the phone is lost. */
export const SecondFactor = ({ onEntered, onBack }: SecondFactorProps) => {
  const say = useSecondWords()
  const [isLost, setLost] = useState(false)
  const [text, setText] = useState('')
  const [isSent, setSent] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => call(signInSecond, { body: isLost ? { recoveryCode: text.trim() } : { code: plain(text) } }),
    onSuccess: onEntered,
  })
  const isWhole = isLost ? plain(text).length === 16 : /^\d{6}$/.test(plain(text))
  const isWrong = error instanceof Problem && error.code === 'wrong-code'
  const missing = isSent && !isWhole ? say(isLost ? 'recoveryMissing' : 'codeMissing') : undefined
  const change = (lost: boolean) => {
    setLost(lost)
    setText('')
    setSent(false)
    reset()
  }
  return (
    <form
      className={styles.second}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setSent(true)
        focusFirstError(event.currentTarget)
        if (isWhole) mutate()
      }}
    >
      <h2 ref={heading} tabIndex={-1}>
        {say('title')}
      </h2>
      <p className="soft">{say(isLost ? 'recoveryMore' : 'more')}</p>
      <TextField
        key={isLost ? 'recovery' : 'code'}
        label={say(isLost ? 'recovery' : 'code')}
        hint={say(isLost ? 'recoveryHint' : 'codeHint')}
        value={text}
        onChange={setText}
        maxLength={isLost ? 30 : 9}
        inputMode={isLost ? 'text' : 'numeric'}
        autoComplete={isLost ? 'off' : 'one-time-code'}
        error={missing ?? (isWrong ? say('wrong') : undefined)}
      />
      {error && !isWrong && <ProblemNote error={error} />}
      <Button type="submit" big wide busy={isPending}>
        {say('act')}
      </Button>
      <div className={styles.others}>
        <Button look="plain" onClick={() => change(!isLost)}>
          {say(isLost ? 'haveApp' : 'lost')}
        </Button>
        <Button look="plain" onClick={onBack}>
          {say('back')}
        </Button>
      </div>
    </form>
  )
}
