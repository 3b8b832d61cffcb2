import { useState } from 'react'
import type { Passkeys } from '#wire/identity'
import { knowsPasskeys } from '../../api/passkeys.ts'
import { Button } from '../../kit/button.tsx'
import { dayAndTime } from '../../kit/dates.ts'
import { TextField } from '../../kit/field.tsx'
import { focusFirstError } from '../../kit/focus.ts'
import { Note } from '../../kit/note.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'
import { useLanguage } from '../../kit/words.ts'
import { ProofFields } from '../../prove/proof-fields.tsx'
import { isOfProof, useProving } from '../../prove/use-proving.ts'
import { browserName } from './browser-name.ts'
import { usePasskeyWords } from './passkey-words.ts'
import styles from './passkeys.module.css'
import { useAddPasskey } from './use-passkeys.ts'

const Rests = ({ from }: { from: string | null }) => {
  const say = usePasskeyWords()
  const language = useLanguage()
  return (
    <Note tone="wait" lead={say('rests')}>
      {from && say('restsMore', { time: dayAndTime(new Date(from), language) })}
    </Note>
  )
}

const Form = () => {
  const say = usePasskeyWords()
  const [name, setName] = useState(() => browserName(navigator.userAgent) || say('thisDevice'))
  const proving = useProving()
  const [isSent, setSent] = useState(false)
  const { mutate, isPending, error, data } = useAddPasskey(proving)
  const isWhole = name.trim() !== '' && proving.isReady
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setSent(true)
        focusFirstError(event.currentTarget)
        if (isWhole)
          mutate(name.trim(), {
            onSuccess: () => {
              proving.forget()
              setSent(false)
            },
          })
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
      <ProofFields proving={proving} isSent={isSent} error={error} what={say('proofFirst')} />
      <div role="status">
        {data && !error && <Note>{say('wasAdded', { name: data.name })}</Note>}
        {error && !isOfProof(error) && <ProblemNote error={error} />}
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
  return <Form />
}
