import { IconFingerprint, IconHandStop } from '@tabler/icons-react'
import { useState } from 'react'
import type { Passkey } from '#wire/identity'
import { Button } from '../../kit/button.tsx'
import { fullDay } from '../../kit/dates.ts'
import { TextField } from '../../kit/field.tsx'
import { focusFirstError } from '../../kit/focus.ts'
import { Icon } from '../../kit/icon.tsx'
import { Note } from '../../kit/note.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'
import { useLanguage } from '../../kit/words.ts'
import { ProofFields } from '../../prove/proof-fields.tsx'
import { isOfProof, useProving } from '../../prove/use-proving.ts'
import { usePasskeyWords } from './passkey-words.ts'
import styles from './passkeys.module.css'
import { useRemovePasskey, useRenamePasskey } from './use-passkeys.ts'

type PartProps = { readonly passkey: Passkey; readonly onDone: () => void }

const Rename = ({ passkey, onDone }: PartProps) => {
  const say = usePasskeyWords()
  const [name, setName] = useState(passkey.name)
  const { mutate, isPending, error } = useRenamePasskey(passkey.id)
  return (
    <form
      className={`${styles.form} ${styles.below}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim()) mutate(name.trim(), { onSuccess: onDone })
      }}
    >
      <TextField
        label={say('newName')}
        value={name}
        onChange={setName}
        maxLength={60}
        autoComplete="off"
        error={name.trim() ? undefined : say('nameMissing')}
      />
      {error && <ProblemNote error={error} />}
      <div>
        <Button type="submit" busy={isPending}>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}

const Remove = ({ passkey, onDone }: PartProps) => {
  const say = usePasskeyWords()
  // A key can be lost, so here the password proves beside it.
  const proving = useProving('password')
  const [isSent, setSent] = useState(false)
  const { mutate, isPending, error } = useRemovePasskey(passkey.id, proving)
  return (
    <form
      className={`${styles.form} ${styles.below}`}
      noValidate
      aria-label={say('removeTitle', { name: passkey.name })}
      onSubmit={(event) => {
        event.preventDefault()
        setSent(true)
        focusFirstError(event.currentTarget)
        if (proving.isReady) mutate()
      }}
    >
      <p>
        <b>{say('removeTitle', { name: passkey.name })}</b> {say('removeMore')}
      </p>
      <ProofFields proving={proving} what={say('signsRemove', { name: passkey.name })} isSent={isSent} error={error} />
      <p className="small soft">{say('lost')}</p>
      <div role="status">{error && !isOfProof(error) && <ProblemNote error={error} />}</div>
      <div className={styles.acts}>
        <Button type="submit" look="stop" busy={isPending}>
          {say('removeAct')}
        </Button>
        <Button look="plain" onClick={onDone}>
          {say('keep')}
        </Button>
      </div>
    </form>
  )
}

/** A passkey: what it is called, when it was used, and what can be done with it. */
export const PasskeyRow = ({ passkey }: { passkey: Passkey }) => {
  const say = usePasskeyWords()
  const language = useLanguage()
  const [open, setOpen] = useState<'rename' | 'remove'>()
  const toggle = (part: 'rename' | 'remove') => () => setOpen(open === part ? undefined : part)
  const day = (at: string) => fullDay(new Date(at), language)
  const { name, createdAt, usedAt, isSynced, suspectedAt } = passkey
  const facts = [
    say('added', { day: day(createdAt) }),
    usedAt ? say('used', { day: day(usedAt) }) : say('neverUsed'),
    ...(isSynced ? [say('synced')] : []),
  ]
  return (
    <li className={styles.row}>
      <Icon of={IconFingerprint} />
      <div className={styles.words}>
        <p className="strong">{name}</p>
        <p className="tiny mut">{facts.join(' · ')}</p>
      </div>
      <div className={styles.acts}>
        <Button look="plain" pressed={open === 'rename'} onClick={toggle('rename')}>
          {say('rename')}
          <span className="vh"> {name}</span>
        </Button>
        <Button look="plain" pressed={open === 'remove'} onClick={toggle('remove')}>
          {say('remove')}
          <span className="vh"> {name}</span>
        </Button>
      </div>
      {suspectedAt && (
        <div className={styles.below}>
          <Note tone="stop" icon={IconHandStop} lead={say('suspected')}>
            {say('suspectedMore')}
          </Note>
        </div>
      )}
      {open === 'rename' && <Rename passkey={passkey} onDone={() => setOpen(undefined)} />}
      {open === 'remove' && <Remove passkey={passkey} onDone={() => setOpen(undefined)} />}
    </li>
  )
}
