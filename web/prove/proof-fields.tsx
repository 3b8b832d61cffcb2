import { IconFingerprint } from '@tabler/icons-react'
import { Problem } from '../api/problem.ts'
import { Button } from '../kit/button.tsx'
import { dayAndTime } from '../kit/dates.ts'
import { Loading } from '../kit/empty.tsx'
import { PasswordField, TextField } from '../kit/field.tsx'
import { Note } from '../kit/note.tsx'
import { useLanguage } from '../kit/words.ts'
import styles from './proof-fields.module.css'
import { useProveWords } from './prove-words.ts'
import type { Proving } from './use-proving.ts'

type FieldsProps = {
  readonly proving: Proving
  /** What is signed, in a sentence; left out where the page says it beside. */
  readonly what?: string
  /** Whether it was sent, so that what is missing is said. */
  readonly isSent: boolean
  readonly error?: unknown
  /** Of the password, where the page has more than one. */
  readonly passwordLabel?: string
}

const Rests = ({ until }: { until: string | null }) => {
  const say = useProveWords()
  const language = useLanguage()
  return (
    <Note tone="wait" lead={say('rests')}>
      {until ? say('restsMore', { time: dayAndTime(new Date(until), language) }) : say('nothingMore')}
    </Note>
  )
}

const useErrors = ({ proving, isSent, error }: FieldsProps) => {
  const say = useProveWords()
  const code = error instanceof Problem ? error.code : ''
  const missing = (part: Proving['missing'][number], words: string) =>
    isSent && proving.missing.includes(part) ? words : undefined
  return {
    password:
      missing('password', say('passwordMissing')) ?? (code === 'wrong-credentials' ? say('passwordWrong') : undefined),
    code: missing('code', say('codeMissing')) ?? (code === 'proof-refused' ? say('refused') : undefined),
    pin:
      missing('pin', say('pinMissing')) ??
      (code === 'proof-refused' && proving.way === 'device' ? say('refusedDevice') : undefined),
  }
}

const Pin = ({ proving, error }: { proving: Proving; error: string | undefined }) => {
  const say = useProveWords()
  return (
    <PasswordField
      label={say('pin')}
      value={proving.given.pin}
      onChange={(pin) => proving.set({ pin: pin.replace(/\D/g, '').slice(0, 12) })}
      autoComplete="one-time-code"
      inputMode="numeric"
      error={error}
    />
  )
}

const Others = ({ proving }: { proving: Proving }) => {
  const say = useProveWords()
  const others = (proving.ways ?? []).filter((way) => way !== proving.way)
  if (others.length === 0) return null
  return (
    <div className={styles.others}>
      {others.map((way) => (
        <Button key={way} look="plain" onClick={() => proving.choose(way)}>
          {say(`by_${way}`)}
        </Button>
      ))}
    </div>
  )
}

/** Asks for what proves that it is the person: a passkey, this device or a code with the PIN, or else the password. */
export const ProofFields = (props: FieldsProps) => {
  const { proving, what, passwordLabel } = props
  const say = useProveWords()
  const errors = useErrors(props)
  const { way, ways, given, set } = proving
  if (ways === undefined) return <Loading rows={1} />
  if (way === undefined) return <Rests until={proving.restsUntil} />
  return (
    <div className={styles.fields}>
      {way !== 'password' && (
        <Note tone="know" icon={IconFingerprint} lead={what}>
          {say(`how_${way}`)}
        </Note>
      )}
      {way === 'password' && (
        <PasswordField
          label={passwordLabel ?? say('password')}
          value={given.password}
          onChange={(password) => set({ password })}
          autoComplete="current-password"
          error={errors.password}
        />
      )}
      {way === 'code' && (
        <TextField
          label={say('code')}
          hint={say('codeHint')}
          value={given.code}
          onChange={(code) => set({ code: code.replace(/\D/g, '').slice(0, 6) })}
          autoComplete="one-time-code"
          inputMode="numeric"
          error={errors.code}
        />
      )}
      {(way === 'code' || way === 'device') && <Pin proving={proving} error={errors.pin} />}
      <Others proving={proving} />
    </div>
  )
}
