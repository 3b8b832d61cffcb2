import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PaymentView } from '#wire/payments'
import { answerChallenge } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { focusFirstError } from '../../../kit/focus.ts'
import { Pause } from '../../../kit/pause.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { useReasons } from '../../../kit/reasons.ts'
import { Page } from '../../../kit/shell.tsx'
import { isOfProof } from '../../../prove/use-proving.ts'
import { ChallengedLine } from './challenged-line.tsx'
import { type Choice, useChoices } from './choices.ts'
import { NotMe } from './not-me.tsx'
import { useOutcomeWords } from './outcome-words.ts'
import { type Giving, ProofOf, useGiving } from './proof.tsx'
import { useCancel } from './slip.tsx'

const FORM = 'challenge'

const useAnswer = (id: string, { give, forget }: Giving) => {
  const refresh = useRefreshMoney()
  return useMutation({
    mutationFn: async (choice: Choice) => {
      const body = choice === 'wait' ? { choice } : { choice, ...(await give(choice)) }
      return call(answerChallenge, { params: { id }, body })
    },
    onSuccess: refresh,
    onSettled: forget,
  })
}

/** The pause in the flow: what stands out, and the choices, the safe one first; then the line that was checked. */
export const Challenged = ({ payment }: { payment: PaymentView }) => {
  const say = useOutcomeWords()
  const { sentence } = useReasons()
  const choices = useChoices(payment)
  const [choice, setChoice] = useState<Choice>(choices[0]?.value ?? 'wait')
  const [isSent, setSent] = useState(false)
  const cancel = useCancel(payment.id)
  const giving = useGiving(payment.id)
  const answer = useAnswer(payment.id, giving)
  const isWrong = isOfProof(answer.error)
  const { currency, minor } = payment.amount
  const error = answer.error ?? cancel.error

  const submit = (): void => {
    setSent(true)
    if (choice === 'wait' || giving.isReady) answer.mutate(choice)
  }
  const choose = (next: Choice): void => {
    answer.reset()
    setSent(false)
    setChoice(next)
  }

  return (
    <Page
      title={say(payment.kind === 'withdrawal' ? 'withdraw' : 'send')}
      back="/overview"
      width="split"
      acts={
        <>
          {error && !isWrong && <ProblemNote error={error} />}
          <Button type="submit" form={FORM} look="go" big wide busy={answer.isPending}>
            {choices.find(({ value }) => value === choice)?.title}
          </Button>
          <Button look="plain" wide busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {say(payment.kind === 'withdrawal' ? 'notTake' : 'notSend')}
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
        <Pause
          title={say('pauseTitle')}
          fact={sentence(payment.reasons)}
          usual={payment.usual === null ? undefined : moneyOf(currency, payment.usual)}
          now={moneyOf(currency, minor)}
        >
          <Picks legend={say('before')} legendHidden options={choices} value={choice} onChange={choose}>
            {choice !== 'wait' && (
              <ProofOf giving={giving} payment={payment} signed={choice} isSent={isSent} error={answer.error} />
            )}
          </Picks>
        </Pause>
      </form>
      <div>
        <ChallengedLine payment={payment} />
        <NotMe id={payment.id} />
      </div>
    </Page>
  )
}
