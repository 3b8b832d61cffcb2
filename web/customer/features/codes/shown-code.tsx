import { IconClockPlus, IconCopy, IconSignature, IconVolume } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { PaymentCode } from '#wire/payments'
import { paymentQuery } from '../../../api/queries.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { play } from '../../../kit/earcon.ts'
import { Loading } from '../../../kit/empty.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { Figure } from '../../../kit/money.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { ErrorNote, Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { QrCode } from '../../../kit/qr-code.tsx'
import { MoreButton } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useCodeWords } from './code-words.ts'
import styles from './codes.module.css'
import { Ring } from './ring.tsx'
import { type AskedCode, useShownCode } from './use-shown-code.ts'

const SOON = 30
const MINUTE = 60

const clockOf = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
const grouped = (number: string): string => number.replace(/(\d{4})(?=\d)/g, '$1 ')

const Asks = ({ code, onChange }: { code: PaymentCode; onChange: () => void }) => {
  const say = useCodeWords()
  return (
    <div className={styles.ask}>
      <div>
        <p className={styles.small}>{say(code.minor === null ? 'asksOpen' : 'asksFor', { name: code.name })}</p>
        {code.minor !== null && (
          <p>
            <Figure amount={moneyOf(code.currency, code.minor)} size="asked" />
          </p>
        )}
        {code.note && <p>{code.note}</p>}
      </div>
      <MoreButton onClick={onChange}>{say('change')}</MoreButton>
    </div>
  )
}

/** Speaks at a minute, at half a minute and at the end, and not every second. */
const useSpoken = (left: number, isOver: boolean, id: string): string => {
  const say = useCodeWords()
  const [spoken, setSpoken] = useState({ id, text: '' })
  const text = isOver ? say('ended') : left === SOON ? say('soon') : left === MINUTE ? say('minuteLeft') : undefined
  useEffect(() => {
    if (text !== undefined) setSpoken({ id, text })
    else setSpoken((last) => (last.id === '' || last.id === id ? last : { id, text: say('fresh') }))
  }, [text, id, say])
  return spoken.text
}

const TellNumber = ({ number }: { number: string }) => {
  const say = useCodeWords()
  const language = useLanguage()
  const read = () => {
    const words = new SpeechSynthesisUtterance([...number].join(' '))
    words.lang = language
    speechSynthesis.speak(words)
  }
  return (
    <div className={styles.tell}>
      <div>
        <p className={styles.small}>{say('tell')}</p>
        <p className={styles.number}>{grouped(number)}</p>
      </div>
      {'speechSynthesis' in window && (
        <Button onClick={read}>
          <Icon of={IconVolume} />
          <span className="vh">{say('readAloud')}</span>
        </Button>
      )}
    </div>
  )
}

const Paid = ({ payment, onAnother }: { payment: string; onAnother: () => void }) => {
  const say = useCodeWords()
  const language = useLanguage()
  const { data } = useQuery(paymentQuery(payment))
  useEffect(() => play('paid'), [])
  if (!data) return <Loading rows={3} />
  const amount = moneyOf(data.amount.currency, data.amount.minor)
  const name = data.from?.name ?? ''
  return (
    <div className={styles.form}>
      <p role="status" className="vh">
        {say('paidSay', { amount: formatMoney(amount, language), name })}
      </p>
      <div className={styles.ask}>
        <div>
          <p className={styles.small}>{say('paid')}</p>
          <p>
            <Figure amount={amount} />
          </p>
          <p className="strong">{say('paidBy', { name })}</p>
          {data.note && <p>{data.note}</p>}
        </div>
      </div>
      <div className={styles.two}>
        <Button look="go" onClick={onAnother}>
          {say('another')}
        </Button>
        <ButtonLink to={`/payments/${payment}`}>{say('look')}</ButtonLink>
      </div>
    </div>
  )
}

type Shown = ReturnType<typeof useShownCode> & { readonly code: PaymentCode }

const Acts = ({ code, moreTime, isPending, isEmv, onEmv }: Shown & { isEmv: boolean; onEmv: () => void }) => {
  const say = useCodeWords()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (code.id) setCopied(false)
  }, [code.id])
  return (
    <>
      <div className={styles.two}>
        <Button onClick={moreTime} busy={isPending}>
          <Icon of={IconClockPlus} />
          {say('moreTime')}
        </Button>
        <Button onClick={() => navigator.clipboard.writeText(code.link).then(() => setCopied(true))}>
          <Icon of={IconCopy} />
          {say('copyLink')}
        </Button>
        <Button onClick={onEmv} look="plain">
          {say(isEmv ? 'ownApps' : 'otherApps')}
        </Button>
      </div>
      <p role="status" className={styles.small}>
        {isCopied ? say('copied') : ''}
      </p>
    </>
  )
}

const Waiting = ({ shown, onChange }: { shown: Shown; onChange: () => void }) => {
  const say = useCodeWords()
  const [isEmv, setEmv] = useState(false)
  const { code, left, share, isOver, fate, newCode, isPending } = shown
  const spoken = useSpoken(left, isOver, code.id)
  const state = isOver ? 'over' : left <= SOON ? 'soon' : 'fine'
  return (
    <>
      <Asks code={code} onChange={onChange} />
      <Ring left={share} state={state}>
        <QrCode text={isEmv ? code.emv : code.link} label={say('codeOf', { name: code.name })} />
        {isOver && (
          <div className={styles.gone}>
            <p className="strong">{say('ended')}</p>
            <Button look="go" onClick={newCode} busy={isPending}>
              {say('newCode')}
            </Button>
          </div>
        )}
      </Ring>
      {!isOver && (
        <p className={`${styles.clock} ${state === 'soon' ? styles.soon : ''}`}>
          {say('worksFor')} <b>{clockOf(left)}</b>
        </p>
      )}
      <p role="status" className="vh">
        {spoken}
      </p>
      {fate?.state === 'underway' && <Note tone="wait">{say('underway')}</Note>}
      <TellNumber number={code.number} />
      <p className={styles.signed}>
        <Icon of={IconSignature} />
        <span>{say('signed')}</span>
      </p>
      {!isOver && <Acts {...shown} isEmv={isEmv} onEmv={() => setEmv(!isEmv)} />}
    </>
  )
}

/** One code on the screen until it is paid. */
export const ShownCode = ({ asked, onChange }: { asked: AskedCode; onChange: () => void }) => {
  const say = useCodeWords()
  const shown = useShownCode(asked)
  const { code, error, fate } = shown
  if (fate?.payment) return <Paid payment={fate.payment} onAnother={onChange} />
  if (code) return <Waiting shown={{ ...shown, code }} onChange={onChange} />
  if (!error) return <Loading rows={5} />
  return (
    <>
      <ProblemNote error={error} />
      <ErrorNote lead={say('nothingMoved')} onRetry={shown.newCode} />
    </>
  )
}
