import type { PaymentView } from '#wire/payments'
import { ButtonLink } from '../../../kit/button.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useOutcomeWords } from './outcome-words.ts'
import styles from './result.module.css'
import { PaymentFacts, Result } from './result.tsx'

const useTitle = () => {
  const say = useOutcomeWords()
  return ({ kind, from, to }: PaymentView): string => {
    if (kind === 'deposit') return say('deposited')
    if (kind === 'withdrawal') return say('withdrawn')
    // An account of the asker's own carries its id; the other side's does not.
    if (from?.product === null) return say('received', { name: from.name })
    return say(kind === 'card' ? 'paidByCard' : 'sent', { name: to?.name ?? '' })
  }
}

/** The payment is written in the book. */
export const Settled = ({ payment }: { payment: PaymentView }) => {
  const say = useOutcomeWords()
  const titleOf = useTitle()
  return (
    <Page
      title={titleOf(payment)}
      back="/overview"
      acts={
        <>
          <ButtonLink to="/overview" look="go" big wide>
            {say('overview')}
          </ButtonLink>
          <ButtonLink to={`/payments/${payment.id}/receipt`} look="quiet" wide>
            {say('receipt')}
          </ButtonLink>
          {payment.kind === 'send' && (
            <ButtonLink to="/send" look="plain" wide>
              {say('again')}
            </ButtonLink>
          )}
        </>
      }
    >
      <Result payment={payment} verdict="passed" word={say('written')} line="written">
        {payment.message && (
          <div>
            <p className="small strong">{say('bankSays')}</p>
            <p className={styles.says}>{payment.message}</p>
          </div>
        )}
        <PaymentFacts payment={payment} />
      </Result>
    </Page>
  )
}
