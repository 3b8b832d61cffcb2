import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { signIn, type Typing } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { forgetWhatWasSeen } from '../../../api/client.ts'
import { Problem } from '../../../api/problem.ts'
import { meQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { PasswordField, TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { rememberLanguage } from '../../../kit/language.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { speak } from '../../../kit/words.ts'
import styles from './entry-frame.module.css'
import { EntryFrame } from './entry-frame.tsx'
import { useEntryWords } from './entry-words.ts'
import { createRhythm } from './typing-rhythm.ts'

// Only a path of this app may be where the sign-in leads.
const within = (path: unknown): string => (typeof path === 'string' && /^\/[a-z]/.test(path) ? path : '/overview')

const useSignIn = () => {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { next } = useSearch({ strict: false })
  return useMutation({
    mutationFn: (body: { email: string; password: string; typing?: Typing }) => call(signIn, { body }),
    onSuccess: (person) => {
      forgetWhatWasSeen(client)
      client.setQueryData(meQuery.queryKey, person)
      rememberLanguage(person.language)
      speak(person.language)
      return navigate({ to: within(next), replace: true })
    },
  })
}

const isPassword = (target: EventTarget) => target instanceof HTMLInputElement && target.type === 'password'

/** Sign-in by email and password. */
export const SignInPage = () => {
  const say = useEntryWords()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [isSent, setSent] = useState(false)
  const [rhythm] = useState(createRhythm)
  const { mutate, isPending, error } = useSignIn()
  const isWrong = error instanceof Problem && error.code === 'wrong-credentials'
  const emailWrong = isSent && !/^\S+@\S+$/.test(email.trim()) ? say('emailWrong') : undefined
  const passwordWrong = isSent && !password ? say('passwordMissing') : undefined
  return (
    <EntryFrame title={say('signIn')} question={say('noneYet')} otherTo="/register" otherAct={say('register')}>
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
            mutate({ email: email.trim(), password, typing: rhythm.summary() })
            rhythm.forget()
          }
        }}
      >
        <TextField
          label={say('email')}
          type="email"
          value={email}
          onChange={setEmail}
          error={emailWrong}
          autoComplete="username"
        />
        <PasswordField
          label={say('password')}
          value={password}
          onChange={setPassword}
          error={passwordWrong ?? (isWrong ? say('wrong') : undefined)}
          autoComplete="current-password"
        />
        {error && !isWrong && <ProblemNote error={error} />}
        <Button type="submit" look="go" big wide busy={isPending}>
          {say('signInAct')}
        </Button>
      </form>
    </EntryFrame>
  )
}
