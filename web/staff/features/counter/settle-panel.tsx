import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PaymentView } from '#wire/payments'
import { settleSlip } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { TextField } from '../../../kit/field.tsx'
import { Figure } from '../../../kit/money.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { Panel, PanelForm } from '../../panel.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import styles from './counter.module.css'
import { useCounterWords } from './counter-words.ts'
import { isSlip, readSlip } from './slip.ts'
import { partyOf } from './slips-table.tsx'

type SettlePanelProps = {
  readonly payment: PaymentView
  /** The slip, where the customer has already shown it. */
  readonly shown: string
  readonly onClose: () => void
}

const useSettle = ({ payment, onClose }: SettlePanelProps) => {
  const say = useCounterWords()
  const tell = useSaying()
  const client = useQueryClient()
  const language = useLanguage()
  return useMutation({
    mutationFn: (slip: string) => call(settleSlip, { params: { id: payment.id }, body: { slip } }),
    onSuccess: () => {
      const amount = formatMoney(moneyOf(payment.amount.currency, payment.amount.minor), language)
      const name = partyOf(payment)?.name ?? ''
      tell(say(payment.kind === 'withdrawal' ? 'handedNow' : 'countedNow', { amount, name }), '/counter')
      onClose()
    },
    onSettled: () => client.invalidateQueries(),
  })
}

/** Where announced cash is counted or handed out against its slip. */
export const SettlePanel = (props: SettlePanelProps) => {
  const { payment, shown, onClose } = props
  const say = useCounterWords()
  const [slip, setSlip] = useState(shown)
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error } = useSettle(props)
  const money = moneyOf(payment.amount.currency, payment.amount.minor)
  const amount = formatMoney(money, useLanguage())
  const party = partyOf(payment)
  const isOut = payment.kind === 'withdrawal'
  const settle = (): void => {
    setTried(true)
    if (isSlip(slip)) mutate(slip)
  }
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say(isOut ? 'handed' : 'counted', { amount })}
      </Button>
      <p>{say('written')}</p>
    </>
  )
  return (
    <Panel title={say(isOut ? 'handTitle' : 'countTitle')} onClose={onClose} isCalled>
      <div className={styles.what}>
        <Figure size="head" amount={money} />
        <p className="strong">{party?.name}</p>
        <p className="small mut">{say('account', { ends: party?.ends ?? '' })}</p>
      </div>
      <PanelForm onSubmit={settle} foot={foot}>
        <TextField
          label={say('slip')}
          hint={say('slipHint')}
          value={slip}
          onChange={(typed) => setSlip(readSlip(typed))}
          autoComplete="off"
          error={isTried && !isSlip(slip) ? say('slipMissing') : undefined}
        />
      </PanelForm>
    </Panel>
  )
}
