import { useState } from 'react'
import type { Passkeys } from '#wire/identity'
import { knowsPasskeys } from '../../api/passkeys.ts'
import { Button } from '../../kit/button.tsx'
import { dayAndTime } from '../../kit/dates.ts'
import { PasswordField, TextField } from '../../kit/field.tsx'
import { focusFirstError } from '../../kit/focus.ts'
import { Note } from '../../kit/note.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'
import { useLanguage } from '../../kit/words.ts'
import { browserName } from './browser-name.ts'
import { usePasskeyWords } from './passkey-words.ts'
import styles from './passkeys.module.css'
import { isWrongPassword, useAddPasskey } from './use-passkeys.ts'

const Rests = ({ from }: { from: string | null }) => {
  const say = usePasskeyWords()
  const language = useLanguage()
  return (
    <Note tone="wait" lead={say('rests')}>
      {from && say('restsMore', { time: dayAndTime(new Date(from), language) })}
    </Note>
  )
}

const Form = ({ byPassword }: { byPassword: boolean }) => {
  const say = usePasskeyWords()
  const [name, setName] = useState(() => browserName(navigator.userAgent) || say('thisDevice'))
  const [password, setPassword] = useState('')
  const [isSent, setSent] = useState(false)
  const { mutate, isPending, error, data } = useAddPasskey()
  const isWhole = name.trim() !== '' && (!byPassword || password !== '')
  const isWrong = isWrongPassword(error)
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setSent(true)
        focusFirstError(event.currentTarget)
        if (isWhole)
          mutate(
            { name: name.trim(), password: byPassword ? password : undefined },
            {
              onSuccess: () => {
                setPassword('')
                setSent(false)
              },
            },
          )
      }}
    >
      <TextField
        label={say('name')}
        hint={say('nameHint')}
        value={name}
        onChange={setName}
        maxLength={60}
        autoComplete="off"
        error={name.trim() ? undefined : say('nameMissing')}
      />
      {byPassword ? (
        <PasswordField
          label={say('password')}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          error={isSent && !password ? say('passwordMissing') : isWrong ? say('passwordWrong') : undefined}
        />
      ) : (
        <p className="small soft">{say('proofFirst')}</p>
      )}
      <div role="status">
        {data && !error && <Note>{say('wasAdded', { name: data.name })}</Note>}
        {error && !isWrong && <ProblemNote error={error} />}
      </div>
      <div>
        <Button type="submit" busy={isPending}>
          {say('add')}
        </Button>
      </div>
    </form>
  )
}

/** Adds a passkey, after proof with what proves. */
export const AddPasskey = ({ provesWith, passwordProvesFrom }: Pick<Passkeys, 'provesWith' | 'passwordProvesFrom'>) => {
  const say = usePasskeyWords()
  if (!knowsPasskeys()) return <p className="soft">{say('unknown')}</p>
  if (provesWith === 'nothing') return <Rests from={passwordProvesFrom} />
  return <Form byPassword={provesWith === 'password'} />
}
