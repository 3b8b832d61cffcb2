import type { PaymentView } from '#wire/payments'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { momentInWords } from '../../../kit/dates.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { ReasonList } from '../../../kit/reason-list.tsx'
import { useReasons } from '../../../kit/reasons.ts'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { NotMe } from './not-me.tsx'
import { useOutcomeWords } from './outcome-words.ts'
import { PaymentFacts, Result } from './result.tsx'
import { useCancel } from './slip.tsx'

/** The payer chose to wait: the money is on hold until a stated time, and one tap takes it back. */
export const Waiting = ({ payment }: { payment: PaymentView }) => {
  const say = useOutcomeWords()
  const language = useLanguage()
  const { clause } = useReasons()
  const { mutate, isPending, error } = useCancel(payment.id)
  const amount = formatMoney(moneyOf(payment.amount.currency, payment.amount.minor), language)
  const time = momentInWords(new Date(payment.waitsUntil ?? payment.createdAt), new Date(), language)
  const isCash = payment.kind === 'withdrawal'
  return (
    <Page
      title={say('waitingTitle', { time })}
      back="/overview"
      acts={
        <>
          <Button look="stop" big wide busy={isPending} onClick={() => mutate()}>
            {say('takeBack')}
          </Button>
          <ButtonLink to="/overview" look="plain" wide>
            {say('overview')}
          </ButtonLink>
        </>
      }
    >
      <Result payment={payment} verdict="held" word={say('waitingWord')} line="waiting">
        <Note tone="wait" lead={say('reviewLead', { amount })}>
          {say(isCash ? 'waitingCashMore' : 'waitingMore', { time })}
        </Note>
        {error && <ProblemNote error={error} />}
        {payment.reasons.length > 0 && (
          <Section title={say('stoodOut')}>
            <ReasonList reasons={payment.reasons.map(clause)} label={say('stoodOut')} />
          </Section>
        )}
        <NotMe id={payment.id} />
        <PaymentFacts payment={payment} />
      </Result>
    </Page>
  )
}
