import { useMutation } from '@tanstack/react-query'
import type { PaymentView } from '#wire/payments'
import { cancelPayment } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useOutcomeWords } from './outcome-words.ts'
import styles from './result.module.css'
import { PaymentFacts, Result } from './result.tsx'

/** Withdraws a payment that still can be. */
export const useCancel = (id: string) => {
  const refresh = useRefreshMoney()
  return useMutation({
    mutationFn: () => call(cancelPayment, { params: { id } }),
    onSettled: refresh,
  })
}

/** The slip of announced cash: a short code for the teller, who settles it; then this page says so by itself. */
export const Slip = ({ payment }: { payment: PaymentView }) => {
  const say = useOutcomeWords()
  const { mutate, isPending, error } = useCancel(payment.id)
  const isDeposit = payment.kind === 'deposit'
  return (
    <Page
      title={say(isDeposit ? 'slipDeposit' : 'slipWithdrawal')}
      back="/overview"
      acts={
        <>
          <ButtonLink to="/overview" look="go" big wide>
            {say('overview')}
          </ButtonLink>
          <Button look="plain" wide busy={isPending} onClick={() => mutate()}>
            {say('takeBack')}
          </Button>
        </>
      }
    >
      <Result payment={payment} verdict="held" word={say('slipWaits')} line="waiting">
        <div className={styles.code}>
          <span className="small soft">{say('slipShow')}</span>
          <b translate="no">{payment.slip}</b>
        </div>
        <p className="soft">{say(isDeposit ? 'slipDepositMore' : 'slipWithdrawalMore')}</p>
        {error && <ProblemNote error={error} />}
        <PaymentFacts payment={payment} />
      </Result>
    </Page>
  )
}
