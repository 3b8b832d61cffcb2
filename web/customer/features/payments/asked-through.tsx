import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PaymentView } from '#wire/payments'
import { answerChallenge } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { focusFirstError } from '../../../kit/focus.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { ReasonList } from '../../../kit/reason-list.tsx'
import { useReasons } from '../../../kit/reasons.ts'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { isOfProof } from '../../../prove/use-proving.ts'
import { ChallengedLine } from './challenged-line.tsx'
import { NotMe } from './not-me.tsx'
import { useOutcomeWords } from './outcome-words.ts'
import { ProofOf, useGiving } from './proof.tsx'
import { useCancel } from './slip.tsx'

const FORM = 'asked-through'

const useAllow = (id: string) => {
  const refresh = useRefreshMoney()
  const giving = useGiving(id)
  const allow = useMutation({
    mutationFn: async () =>
      call(answerChallenge, { params: { id }, body: { choice: 'proof', ...(await giving.give('proof')) } }),
    onSuccess: refresh,
    onSettled: giving.forget,
  })
  return { giving, allow }
}

/** Somebody asks for a payment in the customer's name: who, how much, to whom, and the proof without which nothing moves. */
export const AskedThrough = ({ payment, who }: { payment: PaymentView; who: string }) => {
  const say = useOutcomeWords()
  const language = useLanguage()
  const { clause } = useReasons()
  const [isSent, setSent] = useState(false)
  const cancel = useCancel(payment.id)
  const { giving, allow } = useAllow(payment.id)
  const amount = formatMoney(moneyOf(payment.amount.currency, payment.amount.minor), language)
  const name = payment.to?.name ?? ''
  const error = allow.error ?? cancel.error
  const submit = (): void => {
    setSent(true)
    if (giving.isReady) allow.mutate()
  }
  return (
    <Page
      title={say('throughTitle', { who })}
      back="/overview"
      width="split"
      acts={
        <>
          {error && !isOfProof(allow.error) && <ProblemNote error={error} />}
          <Button type="submit" form={FORM} look="go" big wide busy={allow.isPending}>
            {say('throughSend', { amount, name })}
          </Button>
          <Button look="plain" wide busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {say('notSend')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
          focusFirstError(event.currentTarget)
        }}
      >
        <Note tone="wait" lead={say('throughLead')}>
          {say('throughMore', { who, amount, name })}
        </Note>
        {payment.reasons.length > 0 && (
          <Section title={say('stoodOut')}>
            <ReasonList reasons={payment.reasons.map(clause)} label={say('stoodOut')} />
          </Section>
        )}
        <ProofOf giving={giving} payment={payment} signed="proof" isSent={isSent} error={allow.error} />
      </form>
      <div>
        <ChallengedLine payment={payment} />
        <NotMe id={payment.id} />
      </div>
    </Page>
  )
}
