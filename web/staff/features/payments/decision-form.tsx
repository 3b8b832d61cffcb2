import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { decideReview } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { TextAreaField } from '../../../kit/field.tsx'
import { languages } from '../../../kit/language.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { Note } from '../../../kit/note.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Panel, PanelForm } from '../../panel.tsx'
import { firstNameOf, usePerson } from '../../person.tsx'
import { useSaying } from '../../said.tsx'
import { isWrongPassword, SignField, useSigning } from '../../signing.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { TimeLeft } from '../../time-left.tsx'
import type { Whole } from '../../whole/whole-payment.tsx'
import { type Choice, messageFor } from './customer-message.ts'
import { useDecisionWords } from './decision-words.ts'
import { useNeighbors } from './neighbors.tsx'
import { openSignature, SigningParty } from './signing.tsx'
import { useSigningWords } from './signing-words.ts'

const LEAST_NOTE = 3

type Decided = {
  readonly decision: 'release' | 'return'
  readonly isFraud: boolean | undefined
  readonly note: string
  readonly message: string | undefined
}

type Prove = ReturnType<typeof useSigning>['prove']

const useDecide = (whole: Whole, prove: Prove) => {
  const { payment, customer } = whole
  const client = useQueryClient()
  const navigate = useNavigate()
  const say = useDecisionWords()
  const sign = useSigningWords()
  const tell = useSaying()
  const amount = formatMoney(moneyOf(payment.amount.currency, payment.amount.minor), useLanguage())
  const { onward } = useNeighbors(payment.id)
  const done = (choice: Decided['decision']): string => {
    if (choice === 'return') return say('returned', { amount, name: customer.name })
    return payment.to
      ? say('released', { amount, name: payment.to.name })
      : say('releasedCash', { amount, name: customer.name })
  }
  return useMutation({
    mutationFn: async (asked: Decided) => {
      const { id } = payment
      const proof = whole.signing?.needsTwo ? await prove({ kind: 'payments.review', subject: id, asked }) : undefined
      return call(decideReview, { params: { id }, body: { ...asked, proof } })
    },
    onSuccess: async (answer, { decision }) => {
      // Two people decide it, and they have not both made the same choice yet.
      if (answer.state === 'in_review')
        return tell(sign(openSignature(whole) ? 'differsNow' : 'signedNow'), `/reviews/${payment.id}`)
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
  const [written, setWritten] = useState<Partial<Record<Choice, string>>>({})
  const { language } = customer
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
    { value: 'other', title: say('other'), detail: say('otherMore') },
  ] as const
}

const Head = ({ whole }: { whole: Whole }) => {
  const say = useDecisionWords()
  const sign = useSigningWords()
  const amount = formatMoney(moneyOf(whole.payment.amount.currency, whole.payment.amount.minor), useLanguage())
  const { signing } = whole
  return (
    <>
      {signing?.dueAt && <TimeLeft dueAt={signing.dueAt} />}
      <p className="small soft">{say('onHold', { amount, name: firstNameOf(whole.customer.name) })}</p>
      <SigningParty whole={whole} />
      {signing?.case && (
        <p className="small">
          <Link to={`/cases/${signing.case}`}>{sign('inCase')}</Link>
        </p>
      )}
    </>
  )
}

/** The panel where a payment in review is released or returned; for who has signed it already, what it waits for. */
export const DecisionForm = ({ whole }: { whole: Whole }) => {
  const say = useDecisionWords()
  const sign = useSigningWords()
  if (openSignature(whole)?.who.id !== usePerson().id) return <ChoiceForm whole={whole} />
  return (
    <Panel title={say('decision')}>
      <Head whole={whole} />
      <Note tone="wait" lead={sign('youSigned')}>
        {sign('youSignedMore')}
      </Note>
    </Panel>
  )
}

const ChoiceForm = ({ whole }: { whole: Whole }) => {
  const say = useDecisionWords()
  const sign = useSigningWords()
  const [choice, setChoice] = useState<Choice>('return')
  const [note, setNote] = useState('')
  const [isTried, setTried] = useState(false)
  const { language, message, write } = useMessage(whole, choice)
  const signing = useSigning()
  const { mutate, isPending, error } = useDecide(whole, signing.prove)
  const options = useChoices(whole)
  const amount = formatMoney(moneyOf(whole.payment.amount.currency, whole.payment.amount.minor), useLanguage())
  const name = firstNameOf(whole.customer.name)
  const isShort = note.trim().length < LEAST_NOTE
  const decide = (): void => {
    setTried(true)
    if ((whole.signing?.needsTwo && !signing.isReady()) || isShort) return
    const decision = choice === 'release' ? 'release' : 'return'
    const isFraud = choice === 'other' ? false : undefined
    mutate({ decision, isFraud, note: note.trim(), message: message.trim() || undefined })
  }
  const foot = (
    <>
      {whole.signing?.needsTwo && <SignField signing={signing} problem={error} />}
      {error && !isWrongPassword(error) && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {whole.signing?.needsTwo
          ? sign('act', { choice: say(choice) })
          : say(choice === 'release' ? 'releaseAct' : 'returnAct', { amount })}
      </Button>
      <p>{say('signed')}</p>
    </>
  )
  return (
    <Panel title={say('decision')}>
      <Head whole={whole} />
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
