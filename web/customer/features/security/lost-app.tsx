import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { removeTotp } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { PasswordField, TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { useFactorWords } from './factor-words.ts'
import { useRefreshSecurity } from './proved-form.tsx'
import styles from './security-page.module.css'

/** Removes an app that was lost, with a recovery code and the password. */
export const LostApp = ({ onDone }: { onDone: () => void }) => {
  const say = useFactorWords()
  const refresh = useRefreshSecurity()
  const [recoveryCode, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [isSent, setSent] = useState(false)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(removeTotp, { body: { proof: { recoveryCode: recoveryCode.trim(), password } } }),
    onSuccess: async () => {
      onDone()
      await refresh()
    },
  })
  const hasCode = recoveryCode.trim().length >= 16
  return (
    <form
      className={`${styles.form} ${styles.below}`}
      noValidate
      aria-label={say('lostApp')}
      onSubmit={(event) => {
        event.preventDefault()
        setSent(true)
        focusFirstError(event.currentTarget)
        if (hasCode && password) mutate()
      }}
    >
      <p className="small soft">{say('lostMore')}</p>
      <TextField
        label={say('recoveryCode')}
        value={recoveryCode}
        onChange={setCode}
        maxLength={30}
        autoComplete="off"
        error={isSent && !hasCode ? say('recoveryMissing') : undefined}
      />
      <PasswordField
        label={say('password')}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        error={isSent && !password ? say('passwordMissing') : undefined}
      />
      <div role="status">{error && <ProblemNote error={error} />}</div>
      <div className={styles.acts}>
        <Button type="submit" look="stop" busy={isPending}>
          {say('removeApp')}
        </Button>
        <Button look="plain" onClick={onDone}>
          {say('leave')}
        </Button>
      </div>
    </form>
  )
}
