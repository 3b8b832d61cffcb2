import type { PaymentView } from '#wire/payments'
import { ButtonLink } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { Note } from '../../../kit/note.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useOutcomeWords } from './outcome-words.ts'
import { PaymentFacts, Result } from './result.tsx'

/** The money is set aside for a merchant, who takes it later. */
export const Authorized = ({ payment }: { payment: PaymentView }) => {
  const say = useOutcomeWords()
  const language = useLanguage()
  const name = payment.to?.name ?? ''
  return (
    <Page
      title={say('authorizedTitle', { name })}
      back="/overview"
      acts={
        <ButtonLink to={`/charges/${payment.id}`} look="go" big wide>
          {say('toCharge')}
        </ButtonLink>
      }
    >
      <Result payment={payment} verdict="held" word={say('authorizedWord')} line="waiting">
        <Note
          tone="wait"
          lead={say('reviewLead', {
            amount: formatMoney(moneyOf(payment.amount.currency, payment.amount.minor), language),
          })}
        >
          {say('authorizedMore', { name })}
        </Note>
        <PaymentFacts payment={payment} />
      </Result>
    </Page>
  )
}
