import { useMutation } from '@tanstack/react-query'
import { sendSessionCode } from '#wire/identity'
import { call } from '../api/call.ts'
import { Problem } from '../api/problem.ts'
import { Button } from '../kit/button.tsx'
import { TextField } from '../kit/field.tsx'
import { Note } from '../kit/note.tsx'
import { ProblemNote } from '../kit/problem-note.tsx'
import styles from './proof-fields.module.css'
import { useProveWords } from './prove-words.ts'

type SentCodeProps = {
  readonly code: string
  readonly onCode: (code: string) => void
  /** Whether it was sent, so that what is missing is said. */
  readonly isSent: boolean
  readonly error: unknown
}

/** Six digits that the bank sends to whoever has nothing better than a password. */
export const SentCode = ({ code, onCode, isSent, error }: SentCodeProps) => {
  const say = useProveWords()
  const sending = useMutation({ mutationFn: () => call(sendSessionCode, {}) })
  const { data } = sending
  const isWrong = error instanceof Problem && (error.code === 'code-wrong' || error.code === 'code-over')
  const missing = isSent && code.length !== 6 ? say('sentMissing') : undefined
  return (
    <div className={styles.fields}>
      <p className="soft">{say('sentMore')}</p>
      <div role="status">
        {data && (
          <Note tone="know" lead={say(data.channel === 'sms' ? 'sentSms' : 'sentMail', { to: data.to })}>
            {data.hasOutbox && (
              <a href="/dev/outbox" target="_blank" rel="noreferrer">
                {say('outbox')}
              </a>
            )}
          </Note>
        )}
        {sending.error && <ProblemNote error={sending.error} />}
      </div>
      {data && (
        <TextField
          label={say('sentCode')}
          value={code}
          onChange={(text) => onCode(text.replace(/\D/g, '').slice(0, 6))}
          autoComplete="one-time-code"
          inputMode="numeric"
          error={missing ?? (isWrong ? say('sentWrong') : undefined)}
        />
      )}
      <div>
        <Button busy={sending.isPending} look={data ? 'plain' : 'go'} onClick={() => sending.mutate()}>
          {say(data ? 'sendAgain' : 'send')}
        </Button>
      </div>
    </div>
  )
}
