import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Person } from '#wire/identity'
import { beginPasskeySignIn, signIn, signInWithPasskey } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { knowsPasskeys, signWithPasskey } from '../../../api/passkeys.ts'
import { Problem } from '../../../api/problem.ts'
import { Button } from '../../../kit/button.tsx'
import { PasswordField, TextField } from '../../../kit/field.tsx'
import { rememberLanguage } from '../../../kit/language.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { speak } from '../../../kit/words.ts'
import { SecondFactor } from '../../../prove/second-factor.tsx'
import { useChangePerson } from '../../change-person.ts'
import styles from './door.module.css'
import { Door } from './door.tsx'
import { useEntryWords } from './entry-words.ts'

const isEmail = (text: string): boolean => /^\S+@\S+$/.test(text)

const useWelcome = () => {
  const change = useChangePerson()
  return (person: Person): void => {
    rememberLanguage(person.language)
    speak(person.language)
    change(person)
  }
}

/** A passkey is asked for now, whoever's it is. */
const usePasskey = () =>
  useMutation({
    mutationFn: async () => {
      const { id, options } = await call(beginPasskeySignIn, {})
      return call(signInWithPasskey, { params: { id }, body: { credential: await signWithPasskey(options) } })
    },
    onSuccess: useWelcome(),
  })

const PasskeyEntry = () => {
  const say = useEntryWords()
  const { mutate, isPending, error } = usePasskey()
  if (!knowsPasskeys()) return null
  return (
    <div className={styles.form}>
      <Button look="go" wide busy={isPending} onClick={() => mutate()}>
        {say('passkey')}
      </Button>
      <div role="status">{error && <ProblemNote error={error} />}</div>
    </div>
  )
}

const useSignIn = (welcome: (person: Person) => void) =>
  useMutation({
    mutationFn: (body: { email: string; password: string }) => call(signIn, { body }),
    onSuccess: (answer) => ('secondFactor' in answer ? undefined : welcome(answer)),
  })

/** Sign-in of staff, in the place of the page that was asked for. */
export const SignIn = () => {
  const say = useEntryWords()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [isSent, setSent] = useState(false)
  const welcome = useWelcome()
  const { mutate, isPending, error, data, reset } = useSignIn(welcome)
  const isWrong = error instanceof Problem && error.code === 'wrong-credentials'
  const send = (): void => {
    setSent(true)
    if (isEmail(email.trim()) && password) mutate({ email: email.trim(), password })
  }
  if (data && 'secondFactor' in data)
    return (
      <Door title={say('title')} lede={say('lede')}>
        <SecondFactor onEntered={welcome} onBack={reset} />
      </Door>
    )
  return (
    <Door title={say('title')} lede={say('lede')}>
      <PasskeyEntry />
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <TextField
          label={say('email')}
          type="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          error={isSent && !isEmail(email.trim()) ? say('emailWrong') : undefined}
        />
        <PasswordField
          label={say('password')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={isSent && !password ? say('passwordMissing') : isWrong ? say('wrong') : undefined}
        />
        {error && !isWrong && <ProblemNote error={error} />}
        <Button type="submit" wide busy={isPending}>
          {say('signIn')}
        </Button>
      </form>
      <p className="small soft">
        {say('customer')} <a href="/">{say('toApp')}</a>
      </p>
    </Door>
  )
}
