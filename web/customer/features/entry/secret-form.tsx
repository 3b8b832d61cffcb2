import { useState } from 'react'
import type { Secret } from '#wire/identity'
import { knowsPasskeys } from '../../../api/passkeys.ts'
import { Problem } from '../../../api/problem.ts'
import { Button } from '../../../kit/button.tsx'
import { PasswordField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { useProblemSentence } from '../../../kit/problem-words.ts'
import styles from './entry-frame.module.css'
import { useEntryWords } from './entry-words.ts'

const SHORTEST = 10
const ofPassword = new Set(['password-too-common', 'password-too-short'])

type SecretFormProps = {
  readonly act: string
  readonly isBusy: boolean
  readonly error: unknown
  readonly onPassword: (secret: Secret) => void
  readonly onPasskey: () => void
}

/** What opens the account from now on: a passkey, or a password. */
export const SecretForm = ({ act, isBusy, error, onPassword, onPasskey }: SecretFormProps) => {
  const say = useEntryWords()
  const sentence = useProblemSentence()
  const [password, setPassword] = useState('')
  const [isSent, setSent] = useState(false)
  const isOfPassword = error instanceof Problem && ofPassword.has(error.code)
  const short = isSent && password.length < SHORTEST
  const wrong = short ? say('passwordShort', { count: SHORTEST - password.length }) : undefined
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setSent(true)
        focusFirstError(event.currentTarget)
        if (password.length >= SHORTEST) onPassword({ password })
      }}
    >
      {knowsPasskeys() && (
        <>
          <Button look="go" big wide busy={isBusy} onClick={onPasskey}>
            {say('makePasskey')}
          </Button>
          <p className="small soft">{say('passkeyMore')}</p>
          <h3>{say('orPassword')}</h3>
        </>
      )}
      <PasswordField
        label={say('password')}
        hint={say('passwordHint')}
        value={password}
        onChange={setPassword}
        error={wrong ?? (isOfPassword ? sentence(error).lead : undefined)}
        autoComplete="new-password"
      />
      {error != null && !isOfPassword && <ProblemNote error={error} />}
      <Button type="submit" big wide look={knowsPasskeys() ? 'quiet' : 'go'} busy={isBusy}>
        {act}
      </Button>
    </form>
  )
}
