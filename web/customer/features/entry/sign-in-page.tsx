import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Problem } from '../../../api/problem.ts'
import { Button } from '../../../kit/button.tsx'
import { PasswordField, TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { SecondFactor } from '../../../prove/second-factor.tsx'
import { allowsTyping } from '../../typing-consent.ts'
import styles from './entry-frame.module.css'
import { EntryFrame } from './entry-frame.tsx'
import { useEntryWords } from './entry-words.ts'
import { PasskeyEntry } from './passkey-entry.tsx'
import { createRhythm } from './typing-rhythm.ts'
import { useSignIn, useWelcome } from './use-enter.ts'

const isPassword = (target: EventTarget) => target instanceof HTMLInputElement && target.type === 'password'

/** Sign-in: by passkey first, or by email and password. */
export const SignInPage = () => {
  const say = useEntryWords()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [isSent, setSent] = useState(false)
  const [rhythm] = useState(createRhythm)
  const { mutate, isPending, error, data, reset } = useSignIn()
  const welcome = useWelcome()
  const isWrong = error instanceof Problem && error.code === 'wrong-credentials'
  const emailWrong = isSent && !/^\S+@\S+$/.test(email.trim()) ? say('emailWrong') : undefined
  const passwordWrong = isSent && !password ? say('passwordMissing') : undefined
  if (data && 'secondFactor' in data)
    return (
      <EntryFrame title={say('signIn')} question={say('noneYet')} otherTo="/register" otherAct={say('register')}>
        <SecondFactor onEntered={welcome} onBack={reset} />
      </EntryFrame>
    )
  return (
    <EntryFrame title={say('signIn')} question={say('noneYet')} otherTo="/register" otherAct={say('register')}>
      <PasskeyEntry />
      <form
        className={styles.form}
        noValidate
        onKeyDown={(event) => isPassword(event.target) && rhythm.press(event.code, event.timeStamp)}
        onKeyUp={(event) => isPassword(event.target) && rhythm.release(event.code, event.timeStamp)}
        onSubmit={(event) => {
          event.preventDefault()
          setSent(true)
          focusFirstError(event.currentTarget)
          if (/^\S+@\S+$/.test(email.trim()) && password) {
            mutate({ email: email.trim(), password, typing: allowsTyping() ? rhythm.summary() : undefined })
            rhythm.forget()
          }
        }}
      >
        <h2>{say('withPassword')}</h2>
        <TextField
          label={say('email')}
          type="email"
          value={email}
          onChange={setEmail}
          error={emailWrong}
          autoComplete="username webauthn"
        />
        <PasswordField
          label={say('password')}
          value={password}
          onChange={setPassword}
          error={passwordWrong ?? (isWrong ? say('wrong') : undefined)}
          autoComplete="current-password"
        />
        {error && !isWrong && <ProblemNote error={error} />}
        <Button type="submit" big wide busy={isPending}>
          {say('signInAct')}
        </Button>
        <p>
          <Link to="/recover">{say('lost')}</Link>
        </p>
      </form>
    </EntryFrame>
  )
}
