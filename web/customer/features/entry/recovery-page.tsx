import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Recovery } from '#wire/identity'
import { beginRecovery, proveForRecovery, sendRecoveryCode, standInForRecovery } from '#wire/identity'
import { useOrderId } from '../../../api/order-id.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { TextField } from '../../../kit/field.tsx'
import { isLanguage } from '../../../kit/language.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { CodeForm } from './code-form.tsx'
import styles from './entry-frame.module.css'
import { EntryFrame } from './entry-frame.tsx'
import { readPhone } from './phone-number.ts'
import { useRecoveryWords } from './recovery-words.ts'
import { SecretForm } from './secret-form.tsx'
import { StepForm } from './step-form.tsx'
import { recoveryQuery, useNewSecret, useRecoveryStep } from './use-recovery.ts'

const MINUTE_MS = 60_000

const readGiven = (text: string) => {
  if (/^\S+@\S+\.\S+$/.test(text.trim())) return { email: text.trim() }
  const phone = readPhone(text)
  return phone === undefined ? undefined : { phone }
}

const Begin = () => {
  const say = useRecoveryWords()
  const language = useLanguage()
  const [text, setText] = useState('')
  const { idOf } = useOrderId()
  const { mutate, isPending, error } = useRecoveryStep(beginRecovery)
  const given = readGiven(text)
  const send = () => {
    if (!given) return
    const body = { ...given, language: isLanguage(language) ? language : 'en' } as const
    mutate({ params: { id: idOf(body) }, body })
  }
  return (
    <>
      <p className="soft">{say('howPlain')}</p>
      <StepForm act={say('begin')} isBusy={isPending} error={error} isRight={given !== undefined} onSend={send}>
        {(isTried) => (
          <TextField
            label={say('given')}
            hint={say('givenHint')}
            value={text}
            onChange={setText}
            autoComplete="username"
            error={isTried && !given ? say('givenWrong') : undefined}
          />
        )}
      </StepForm>
    </>
  )
}

const StandIn = ({ id }: { id: string }) => {
  const say = useRecoveryWords()
  const [text, setText] = useState('')
  const { mutate, isPending, error } = useRecoveryStep(standInForRecovery)
  const isWhole = text.replaceAll(/[\s-]/g, '').length === 16
  return (
    <>
      <h2 className={styles.question}>{say('standInTitle')}</h2>
      <p className="soft">{say('standInMore')}</p>
      <StepForm
        act={say('standInAct')}
        isBusy={isPending}
        error={error}
        isRight={isWhole}
        onSend={() => mutate({ params: { id }, body: { recoveryCode: text.trim() } })}
      >
        {(isTried) => (
          <TextField
            label={say('recoveryCode')}
            hint={say('recoveryCodeHint')}
            value={text}
            onChange={setText}
            maxLength={30}
            autoComplete="off"
            error={isTried && !isWhole ? say('recoveryCodeMissing') : undefined}
          />
        )}
      </StepForm>
    </>
  )
}

type CodeOfProps = { readonly recovery: Recovery; readonly channel: 'mail' | 'sms' }

const CodeOf = ({ recovery, channel }: CodeOfProps) => {
  const say = useRecoveryWords()
  const { mutate, isPending, error } = useRecoveryStep(proveForRecovery)
  const again = useRecoveryStep(sendRecoveryCode)
  const { id, codes, hasOutbox } = recovery
  return (
    <>
      <h2 className={styles.question}>{say(`${channel}Title`)}</h2>
      <p className="soft">{say(`${channel}More`)}</p>
      <CodeForm
        key={channel}
        label={say('code')}
        sent={codes.find((code) => code.channel === channel)}
        hasOutbox={hasOutbox}
        isBusy={isPending || again.isPending}
        error={error ?? again.error}
        onCode={(code) => mutate({ params: { id, channel }, body: { code } })}
        onAgain={() => again.mutate({ params: { id }, body: { channel } })}
      />
    </>
  )
}

/** One code after the other, beginning with either; a recovery code can stand for the second. */
const Prove = ({ recovery }: { recovery: Recovery }) => {
  const say = useRecoveryWords()
  const [isWithoutMail, setWithoutMail] = useState(false)
  const [isStandIn, setStandIn] = useState(false)
  const { proved, id, waitHours } = recovery
  const hasOne = proved.mail || proved.sms
  const channel = proved.mail || (isWithoutMail && !proved.sms) ? 'sms' : 'mail'
  return (
    <>
      <p className="soft">{say('how', { hours: waitHours })}</p>
      {isStandIn && hasOne ? <StandIn id={id} /> : <CodeOf recovery={recovery} channel={channel} />}
      {hasOne ? (
        <Button look="plain" onClick={() => setStandIn(!isStandIn)}>
          {say(isStandIn ? 'haveChannel' : `${channel}Lost`)}
        </Button>
      ) : (
        <Button look="plain" onClick={() => setWithoutMail(!isWithoutMail)}>
          {say(isWithoutMail ? 'mailFirst' : 'smsFirst')}
        </Button>
      )}
    </>
  )
}

/** The time until an instant, looked at twice a minute. */
const useLeft = (instant: string | null): { hours: number; minutes: number } => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS / 2)
    return () => clearInterval(timer)
  }, [])
  const minutes = Math.max(0, Math.ceil((Date.parse(instant ?? '') - now) / MINUTE_MS) || 0)
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 }
}

const Waiting = ({ recovery }: { recovery: Recovery }) => {
  const say = useRecoveryWords()
  const language = useLanguage()
  const left = useLeft(recovery.opensAt)
  const opens = new Date(recovery.opensAt ?? '')
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(opens)
  return (
    <>
      <h2 className={styles.question}>{say('waitingTitle')}</h2>
      <p className={styles.time}>{say('left', left)}</p>
      <p className="soft">{say('waitingMore', { time })}</p>
    </>
  )
}

const Open = ({ recovery }: { recovery: Recovery }) => {
  const say = useRecoveryWords()
  const { mutate, isPending, error } = useNewSecret(recovery)
  return (
    <>
      <h2 className={styles.question}>{say('openTitle')}</h2>
      <p className="soft">{say('openMore')}</p>
      <SecretForm
        act={say('finish')}
        isBusy={isPending}
        error={error}
        onPassword={(secret) => mutate(secret)}
        onPasskey={() => mutate(undefined)}
      />
    </>
  )
}

const Ended = ({ state }: { state: 'done' | 'cancelled' | 'over' }) => {
  const say = useRecoveryWords()
  const client = useQueryClient()
  return (
    <>
      <h2 className={styles.question}>{say(`${state}Title`)}</h2>
      <p className="soft">{say(`${state}More`)}</p>
      {state === 'done' ? (
        <ButtonLink to="/sign-in" look="go" big wide>
          {say('signIn')}
        </ButtonLink>
      ) : (
        <Button look="go" big wide onClick={() => client.setQueryData(recoveryQuery.queryKey, null)}>
          {say('anew')}
        </Button>
      )}
    </>
  )
}

const Stage = ({ recovery }: { recovery: Recovery | null }) => {
  switch (recovery?.state) {
    case undefined:
      return <Begin />
    case 'proving':
      return recovery && <Prove recovery={recovery} />
    case 'waiting':
      return recovery && <Waiting recovery={recovery} />
    case 'open':
      return recovery && <Open recovery={recovery} />
    default:
      return recovery && <Ended state={recovery.state} />
  }
}

/** Getting access back: two codes, the time left, a new way in. */
export const RecoveryPage = () => {
  const say = useRecoveryWords()
  const { data, error, refetch } = useQuery(recoveryQuery)
  return (
    <EntryFrame title={say('title')} question={say('remember')} otherTo="/sign-in" otherAct={say('signIn')}>
      {data !== undefined && <Stage recovery={data} />}
      {data === undefined && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
    </EntryFrame>
  )
}
