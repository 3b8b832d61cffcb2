import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { decideReview } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { TextAreaField } from '../../../kit/field.tsx'
import { languages } from '../../../kit/language.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { Picks } from '../../../kit/picks.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Panel, PanelForm } from '../../panel.tsx'
import { firstNameOf } from '../../person.tsx'
import { customerQuery } from '../../queries.ts'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { type Choice, messageFor } from './customer-message.ts'
import { useDecisionWords } from './decision-words.ts'
import { useNeighbors } from './neighbors.tsx'
import type { Whole } from './whole-payment.tsx'

const LEAST_NOTE = 3

type Decided = { readonly decision: Choice; readonly note: string; readonly message: string | undefined }

const useDecide = ({ payment, customer }: Whole) => {
  const client = useQueryClient()
  const navigate = useNavigate()
  const say = useDecisionWords()
  const tell = useSaying()
  const amount = formatMoney(moneyOf(payment.amount.currency, payment.amount.minor), useLanguage())
  const { onward } = useNeighbors(payment.id)
  const done = (choice: Choice): string => {
    if (choice === 'return') return say('returned', { amount, name: customer.name })
    return payment.to
      ? say('released', { amount, name: payment.to.name })
      : say('releasedCash', { amount, name: customer.name })
  }
  return useMutation({
    mutationFn: (body: Decided) => call(decideReview, { params: { id: payment.id }, body }),
    onSuccess: async (_answer, { decision }) => {
      const to = onward ? `/reviews/${onward}` : '/reviews'
      tell(`${done(decision)} ${say(onward ? 'nextOne' : 'noneLeft')}`, to)
      await navigate({ to })
    },
    // Also after a no: somebody else may have decided it, and the page then shows what became of it.
    onSettled: () => client.invalidateQueries(),
  })
}

/** What the customer will read: proposed in their language by the choice, until somebody writes it anew. */
const useMessage = ({ payment, customer }: Whole, choice: Choice) => {
  const { data: person } = useQuery(customerQuery(customer.id))
  const [written, setWritten] = useState<Partial<Record<Choice, string>>>({})
  const language = person?.language ?? 'en'
  const amount = formatMoney(moneyOf(payment.amount.currency, payment.amount.minor), language)
  return {
    language,
    message: written[choice] ?? messageFor(choice, { amount, to: payment.to?.name ?? null }, language),
    write: (text: string): void => setWritten({ ...written, [choice]: text }),
  }
}

const useChoices = ({ payment, customer }: Whole) => {
  const say = useDecisionWords()
  const name = firstNameOf(customer.name)
  const release = payment.kind === 'withdrawal' ? say('releaseCash', { name }) : say('releaseMore')
  return [
    { value: 'release', title: say('release'), detail: release },
    { value: 'return', title: say('return'), detail: say('returnMore', { name }) },
  ] as const
}

/** The panel where a payment in review is released or returned. */
export const DecisionForm = ({ whole }: { whole: Whole }) => {
  const say = useDecisionWords()
  const [choice, setChoice] = useState<Choice>('return')
  const [note, setNote] = useState('')
  const [isTried, setTried] = useState(false)
  const { language, message, write } = useMessage(whole, choice)
  const { mutate, isPending, error } = useDecide(whole)
  const options = useChoices(whole)
  const amount = formatMoney(moneyOf(whole.payment.amount.currency, whole.payment.amount.minor), useLanguage())
  const name = firstNameOf(whole.customer.name)
  const isShort = note.trim().length < LEAST_NOTE
  const decide = (): void => {
    setTried(true)
    if (!isShort) mutate({ decision: choice, note: note.trim(), message: message.trim() || undefined })
  }
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say(choice === 'release' ? 'releaseAct' : 'returnAct', { amount })}
      </Button>
      <p>{say('signed')}</p>
    </>
  )
  return (
    <Panel title={say('decision')}>
      <p className="small soft">{say('onHold', { amount, name })}</p>
      <PanelForm onSubmit={decide} foot={foot}>
        <Picks legend={say('what')} options={options} value={choice} onChange={setChoice} />
        <TextAreaField
          label={say('saw')}
          hint={say('sawHint')}
          value={note}
          onChange={setNote}
          maxLength={1000}
          error={isTried && isShort ? say('sawMissing') : undefined}
        />
        <TextAreaField
          label={say('willRead', { name })}
          hint={say('willReadHint', { name, language: languages.find(({ code }) => code === language)?.name ?? '' })}
          value={message}
          onChange={write}
          maxLength={500}
        />
      </PanelForm>
    </Panel>
  )
}
