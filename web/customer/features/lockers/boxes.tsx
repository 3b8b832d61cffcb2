import { IconLock } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { askSecret, setSecret } from '#wire/locker'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { longDay } from '../../../kit/dates.ts'
import { PasswordField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { ProofFields } from '../../../prove/proof-fields.tsx'
import { isOfProof, useProving } from '../../../prove/use-proving.ts'
import { type Mine, useRefreshMine } from './locker-queries.ts'
import { useLockerWords } from './locker-words.ts'
import styles from './lockers.module.css'

type Box = Mine['boxes'][number]

const LEAST = 8

/** The secret that is typed at the kiosk: set with proof, and never shown again. */
const SecretForm = ({ box, onDone }: { box: Box; onDone: () => void }) => {
  const say = useLockerWords()
  const [secret, setText] = useState('')
  const [isSent, setSent] = useState(false)
  const proving = useProving()
  const refresh = useRefreshMine()
  const params = { id: box.id }
  const isShort = secret.length < LEAST
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const proof = await proving.give(() => call(askSecret, { params }))
      return call(setSecret, { params, body: { secret, proof } })
    },
    onSuccess: async () => {
      proving.forget()
      await refresh()
      onDone()
    },
  })
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setSent(true)
        focusFirstError(event.currentTarget)
        if (!isShort && proving.isReady) mutate()
      }}
    >
      <PasswordField
        label={say('secretField')}
        hint={say('secretHint')}
        value={secret}
        onChange={(text) => setText(text.slice(0, 128))}
        autoComplete="new-password"
        error={isSent && isShort ? say('secretShort') : undefined}
      />
      <ProofFields proving={proving} isSent={isSent} error={error} what={say('secretSigns')} />
      {error && !isOfProof(error) && <ProblemNote error={error} />}
      <div>
        <Button type="submit" look="go" busy={isPending}>
          {say('secretAct')}
        </Button>
      </div>
    </form>
  )
}

const OneBox = ({ box }: { box: Box }) => {
  const say = useLockerWords()
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const [isSet, setDone] = useState(false)
  const until = box.until ? longDay(new Date(box.until), language, new Date()) : ''
  return (
    <li className={styles.item}>
      <h3>{say('box', { box: box.number })}</h3>
      <p className="small soft">
        {box.branch}. {say(box.as === 'owner' ? 'isOwner' : 'isAgent', { until })}.{' '}
        {say(box.hasSecret ? 'hasSecret' : 'noSecret')}.
      </p>
      {box.isLocked && <Note tone="stop" icon={IconLock} lead={say('locked')} />}
      <div role="status">{isSet && <Note>{say('secretSet')}</Note>}</div>
      {isOpen ? (
        <SecretForm
          box={box}
          onDone={() => {
            setOpen(false)
            setDone(true)
          }}
        />
      ) : (
        <div>
          <Button onClick={() => setOpen(true)}>{say(box.hasSecret ? 'changeSecret' : 'setSecret')}</Button>
        </div>
      )}
    </li>
  )
}

/** The customer's boxes, each with its secret. */
export const Boxes = ({ boxes }: { boxes: readonly Box[] }) => {
  const say = useLockerWords()
  return (
    <Section title={say('boxes')} ruled>
      <ul>
        {boxes.map((box) => (
          <OneBox key={box.id} box={box} />
        ))}
      </ul>
    </Section>
  )
}
