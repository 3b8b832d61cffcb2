import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CasePaymentView, CaseView } from '#wire/fraud'
import { answerStatement } from '#wire/fraud'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { TextAreaField } from '../../../kit/field.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { Picks } from '../../../kit/picks.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Moment } from '../../moment.tsx'
import { Part } from '../../page.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useCaseWords } from './case-words.ts'
import styles from './cases.module.css'

const LEAST_NOTE = 3
const findings = ['unclear', 'genuine', 'fraud'] as const
type Finding = (typeof findings)[number]

const saidIn = { true: 'saidHere', false: 'saidElsewhere', null: 'saidUnknown' } as const

const useAnswer = (it: CaseView, payment: string) => {
  const say = useCaseWords()
  const tell = useSaying()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { answer: Finding; note: string }) =>
      call(answerStatement, { params: { id: it.id, payment }, body }),
    onSuccess: () => tell(say('answered'), `/cases/${it.id}`),
    // Also after a no: somebody else may have answered it.
    onSettled: () => client.invalidateQueries(),
  })
}

const Answer = ({ it, payment }: { it: CaseView; payment: CasePaymentView }) => {
  const say = useCaseWords()
  const language = useLanguage()
  const [answer, setAnswer] = useState<Finding>('unclear')
  const [note, setNote] = useState('')
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error } = useAnswer(it, payment.payment)
  const amount = formatMoney(moneyOf(payment.amount.currency, payment.amount.minor), language)
  const isShort = note.trim().length < LEAST_NOTE
  const write = (event: { preventDefault(): void }): void => {
    event.preventDefault()
    setTried(true)
    if (!isShort) mutate({ answer, note: note.trim() })
  }
  const { said } = payment
  return (
    <form className={styles.answer} onSubmit={write} noValidate aria-label={amount}>
      {said && (
        <p className="small">
          {say(saidIn[`${said.isSameSession}`], { name: payment.payer, amount })} <Moment at={said.at} width="long" />
        </p>
      )}
      <Picks
        legend={say('found')}
        options={findings.map((value) => ({ value, title: say(value), detail: say(`${value}More`) }))}
        value={answer}
        onChange={setAnswer}
      />
      <TextAreaField
        label={say('answerNote')}
        hint={say('noteHint')}
        value={note}
        onChange={setNote}
        maxLength={1000}
        error={isTried && isShort ? say('noteMissing') : undefined}
      />
      {error && <StaffProblem error={error} />}
      <p>
        <Button type="submit" look="go" busy={isPending}>
          {say('answerAct')}
        </Button>
      </p>
    </form>
  )
}

/** Stopped payments whose payer says that it was them: what an analyst found out about each. It moves no money. */
export const Answers = ({ it }: { it: CaseView }) => {
  const say = useCaseWords()
  const waiting = it.payments.filter(({ said, endedAt }) => said && endedAt === null)
  if (waiting.length === 0) return null
  return (
    <Part title={say('answer')}>
      <p className={styles.note}>{say('answerMore')}</p>
      {waiting.map((payment) => (
        <Answer key={payment.payment} it={it} payment={payment} />
      ))}
    </Part>
  )
}
