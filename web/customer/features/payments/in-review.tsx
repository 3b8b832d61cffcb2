import type { PaymentView } from '#wire/payments'
import { ButtonLink } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { Note } from '../../../kit/note.tsx'
import { ReasonList } from '../../../kit/reason-list.tsx'
import { useReasons } from '../../../kit/reasons.ts'
import { SafetyLine, SafetyPoint } from '../../../kit/safety-line.tsx'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useOutcomeWords } from './outcome-words.ts'
import { PaymentFacts, Result } from './result.tsx'

const steps = [
  ['checked', 'step1', 'step1More'],
  ['open', 'step2', 'step2More'],
  ['later', 'step3', 'step3More'],
] as const

/** The money is on hold and a person looks: what happens now, and next. */
export const InReview = ({ payment }: { payment: PaymentView }) => {
  const say = useOutcomeWords()
  const language = useLanguage()
  const { clause } = useReasons()
  const amount = formatMoney(moneyOf(payment.amount.currency, payment.amount.minor), language)
  return (
    <Page
      title={say('reviewTitle')}
      back="/overview"
      acts={
        <ButtonLink to="/overview" look="go" big wide>
          {say('overview')}
        </ButtonLink>
      }
    >
      <Result payment={payment} verdict="held" line="waiting">
        <Note tone="wait" lead={say('reviewLead', { amount })}>
          {say('reviewMore')}
        </Note>
        <SafetyLine>
          {steps.map(([state, title, more]) => (
            <SafetyPoint key={title} state={state} label={say(title)}>
              <p className="small soft">{say(more)}</p>
            </SafetyPoint>
          ))}
        </SafetyLine>
        {payment.reasons.length > 0 && (
          <Section title={say('stoodOut')}>
            <ReasonList reasons={payment.reasons.map(clause)} label={say('stoodOut')} />
          </Section>
        )}
        <PaymentFacts payment={payment} />
      </Result>
    </Page>
  )
}
