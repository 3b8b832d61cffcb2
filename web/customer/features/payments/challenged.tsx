import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PaymentView } from '#wire/payments'
import { answerChallenge } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { Problem } from '../../../api/problem.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { PasswordField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { Pause } from '../../../kit/pause.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import styles from './challenged.module.css'
import { ChallengedLine } from './challenged-line.tsx'
import { useOutcomeWords } from './outcome-words.ts'
import { useReasons } from './reasons.ts'
import { useCancel } from './slip.tsx'

const FORM = 'challenge'

type Choice = 'stop' | 'sure'

const useProve = (id: string) => {
  const refresh = useRefreshMoney()
  return useMutation({
    mutationFn: (password: string) => call(answerChallenge, { params: { id }, body: { password } }),
    onSuccess: refresh,
  })
}

const useChoices = ({ kind, to }: PaymentView) => {
  const say = useOutcomeWords()
  const isCash = kind === 'withdrawal'
  return [
    {
      value: 'stop' as const,
      title: say(isCash ? 'notTake' : 'notSend'),
      detail: say(isCash ? 'notTakeMore' : 'notSendMore'),
    },
    {
      value: 'sure' as const,
      title: isCash ? say('sureCash') : say('sure', { name: to?.name ?? '' }),
      detail: say(isCash ? 'sureCashMore' : 'sureMore'),
    },
  ]
}

/** The pause in the flow: what stands out, and the choices, the safe one first; then the line that was checked. */
export const Challenged = ({ payment }: { payment: PaymentView }) => {
  const say = useOutcomeWords()
  const { sentence } = useReasons()
  const [choice, setChoice] = useState<Choice>('stop')
  const [password, setPassword] = useState('')
  const [isSent, setSent] = useState(false)
  const choices = useChoices(payment)
  const cancel = useCancel(payment.id)
  const prove = useProve(payment.id)
  const isWrong = prove.error instanceof Problem && prove.error.code === 'wrong-credentials'
  const missing = isSent && choice === 'sure' && !password ? say('passwordMissing') : undefined
  const { currency, minor } = payment.amount
  const error = choice === 'sure' ? prove.error : cancel.error

  const submit = (): void => {
    setSent(true)
    if (choice === 'stop') cancel.mutate()
    else if (password) prove.mutate(password)
  }

  return (
    <Page
      title={say(payment.kind === 'withdrawal' ? 'withdraw' : 'send')}
      back="/overview"
      width="split"
      acts={
        <>
          {error && !isWrong && <ProblemNote error={error} />}
          <Button type="submit" form={FORM} look="go" big wide busy={cancel.isPending || prove.isPending}>
            {choices.find(({ value }) => value === choice)?.title}
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
          <Picks legend={say('before')} legendHidden options={choices} value={choice} onChange={setChoice}>
            {choice === 'sure' && (
              <div className={styles.password}>
                <PasswordField
                  label={say('password')}
                  value={password}
                  onChange={setPassword}
                  autoComplete="current-password"
                  error={missing ?? (isWrong ? say('passwordWrong') : undefined)}
                />
              </div>
            )}
          </Picks>
        </Pause>
      </form>
      <div>
        <ChallengedLine payment={payment} />
      </div>
    </Page>
  )
}
