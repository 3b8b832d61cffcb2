import { IconArrowBackUp, IconHandStop } from '@tabler/icons-react'
import type { PaymentView } from '#wire/payments'
import { keptOrder } from '../../../api/kept-order.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import type { Verdict } from '../../../kit/chip.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import type { NoteTone } from '../../../kit/note.tsx'
import { Note } from '../../../kit/note.tsx'
import { useProblemSentence } from '../../../kit/problem-words.ts'
import { ReasonList } from '../../../kit/reason-list.tsx'
import { useReasons } from '../../../kit/reasons.ts'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { ItWasMe } from './it-was-me.tsx'
import { useOutcomeWords } from './outcome-words.ts'
import styles from './result.module.css'
import { PaymentFacts, Result } from './result.tsx'

/** States in which nothing moved and nothing will. */
export type Ended = 'blocked' | 'refused' | 'returned' | 'cancelled' | 'expired'

type Telling = {
  readonly title: string
  readonly lead: string
  readonly more: string
  readonly verdict: Verdict
  readonly word?: string
  readonly tone: NoteTone
}

const useTelling = (payment: PaymentView): Readonly<Record<Ended, Telling>> => {
  const say = useOutcomeWords()
  const language = useLanguage()
  const sentence = useProblemSentence()
  const isSend = payment.kind !== 'deposit' && payment.kind !== 'withdrawal'
  const amount = formatMoney(moneyOf(payment.amount.currency, payment.amount.minor), language)
  const { refusal } = payment
  const refused = refusal ? sentence(Object.assign(new Error(refusal.detail), { code: refusal.code })) : undefined
  return {
    blocked: {
      title: say(isSend ? 'blockedTitle' : 'blockedCashTitle'),
      lead: say('blockedLead'),
      more: say('blockedMore'),
      verdict: 'stopped',
      tone: 'stop',
    },
    refused: {
      title: say('refusedTitle'),
      lead: say('refusedLead'),
      more: refused?.lead ?? '',
      word: say('refusedWord'),
      verdict: 'stopped',
      tone: 'stop',
    },
    returned: {
      title: say('returnedTitle'),
      lead: say('returnedLead'),
      more: say('returnedMore', { amount }),
      verdict: 'returned',
      tone: 'know',
    },
    cancelled: {
      title: say(isSend ? 'cancelledTitle' : 'cancelledCash'),
      lead: say('cancelledLead'),
      more: say('cancelledMore'),
      word: say('cancelledWord'),
      verdict: 'returned',
      tone: 'go',
    },
    expired: {
      title: say('expiredTitle'),
      lead: say('expiredLead'),
      more: say('expiredMore'),
      word: say('expiredWord'),
      verdict: 'returned',
      tone: 'know',
    },
  }
}

const againAt: Partial<Record<PaymentView['kind'], string>> = {
  send: '/send',
  deposit: '/deposit',
  withdrawal: '/withdraw',
  card: '/send',
}

const Message = ({ message }: { message: string }) => {
  const say = useOutcomeWords()
  return (
    <div>
      <p className="small strong">{say('bankSays')}</p>
      <p className={styles.says}>{message}</p>
    </div>
  )
}

/** Of a payment whose first unit went and whose rest did not: how it was shared. */
const useKept = ({ unit, amount: { currency, minor }, to }: PaymentView): string | undefined => {
  const say = useOutcomeWords()
  const language = useLanguage()
  if (unit === null) return undefined
  const [first, rest] = [BigInt(unit), BigInt(minor) - BigInt(unit)].map((part) =>
    formatMoney({ currency, minor: part }, language),
  )
  return say('restKept', { first, rest, name: to?.name ?? '' })
}

/** The end of a payment that did not move: first what happened to the money, then why, then what can be done. */
export const Outcome = ({ payment, state }: { payment: PaymentView; state: Ended }) => {
  const say = useOutcomeWords()
  const { clause } = useReasons()
  const { title, lead, more, verdict, word, tone } = useTelling(payment)[state]
  const kept = useKept(payment)
  const again = againAt[payment.kind]
  const isKept = state === 'expired' && keptOrder(payment.id) !== undefined
  const hasReasons = payment.reasons.length > 0 && (state === 'blocked' || state === 'returned')
  return (
    <Page
      title={title}
      back="/overview"
      acts={
        <>
          <ButtonLink to="/overview" look="go" big wide>
            {say('overview')}
          </ButtonLink>
          {isKept && (
            <ButtonLink to="/send" search={{ again: payment.id }} look="quiet" wide>
              {say('sameAgain')}
            </ButtonLink>
          )}
          {again && (
            <ButtonLink to={again} look="plain" wide>
              {say(payment.kind === 'send' ? 'again' : 'againCash')}
            </ButtonLink>
          )}
        </>
      }
    >
      <Result payment={payment} verdict={verdict} word={word} line="none">
        <Note tone={tone} lead={kept ?? lead} icon={tone === 'stop' ? IconHandStop : IconArrowBackUp}>
          {kept ? '' : more}
        </Note>
        {payment.message && <Message message={payment.message} />}
        {hasReasons && (
          <Section title={say('stoodOut')}>
            <ReasonList reasons={payment.reasons.map(clause)} label={say('stoodOut')} />
          </Section>
        )}
        {state === 'blocked' && <ItWasMe payment={payment} />}
        <PaymentFacts payment={payment} />
      </Result>
    </Page>
  )
}
