import { useEffect, useState } from 'react'
import type { SentCode } from '#wire/identity'
import { Problem } from '../../../api/problem.ts'
import { Button } from '../../../kit/button.tsx'
import { TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { useProblemSentence } from '../../../kit/problem-words.ts'
import { useCodeWords } from './code-words.ts'
import styles from './entry-frame.module.css'

const ofCode = new Set(['code-wrong', 'code-over'])

/** Whole seconds until an instant, counted down. */
const useSecondsUntil = (instant: string | undefined): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return instant === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(instant) - now) / 1000))
}

type CodeFormProps = {
  readonly label: string
  readonly sent: SentCode | undefined
  readonly hasOutbox: boolean
  readonly isBusy: boolean
  readonly error: unknown
  readonly onCode: (code: string) => void
  readonly onAgain: () => void
}

/** Six digits that came by mail or as a text message, and another code for whom none came. */
export const CodeForm = ({ label, sent, hasOutbox, isBusy, error, onCode, onAgain }: CodeFormProps) => {
  const say = useCodeWords()
  const sentence = useProblemSentence()
  const [code, setCode] = useState('')
  const [isSent, setSent] = useState(false)
  const seconds = useSecondsUntil(sent?.againAt)
  const digits = code.replaceAll(/\D/g, '')
  const isOfCode = error instanceof Problem && ofCode.has(error.code)
  const missing = isSent && digits.length !== 6 ? say('six') : undefined
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setSent(true)
        focusFirstError(event.currentTarget)
        if (digits.length === 6) onCode(digits)
      }}
    >
      <TextField
        label={label}
        value={code}
        onChange={setCode}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        error={missing ?? (isOfCode ? sentence(error).lead : undefined)}
      />
      {hasOutbox && (
        <p className="small soft">
          {say('demo')}{' '}
          <a href="/dev/outbox" target="_blank" rel="noreferrer">
            {say('outbox')}
          </a>
        </p>
      )}
      {error != null && !isOfCode && <ProblemNote error={error} />}
      <Button type="submit" look="go" big wide busy={isBusy}>
        {say('go')}
      </Button>
      <div className={styles.acts}>
        <Button disabled={seconds > 0} busy={isBusy} onClick={onAgain}>
          {say('again')}
        </Button>
        {seconds > 0 && <span className="small mut">{say('in', { count: seconds })}</span>}
      </div>
    </form>
  )
}
