import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Charge, DisputeAsked, DisputeReason } from '#wire/payments'
import { disputeReason, openDispute } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { chargeQuery } from '../../../api/charge-queries.ts'
import { useOrderId } from '../../../api/order-id.ts'
import { isUnreachable } from '../../../api/problem.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { AmountField } from '../../../kit/amount-field.tsx'
import { parseAmount } from '../../../kit/amount-parse.ts'
import { Button } from '../../../kit/button.tsx'
import { exponentOf, moneyOf } from '../../../kit/currency.ts'
import { Loading } from '../../../kit/empty.tsx'
import { SelectField, TextAreaField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './disputes.module.css'
import { useDisputeWords } from './disputes-words.ts'

const FORM = 'dispute'
const LEAST = 3

const useOpen = () => {
  const navigate = useNavigate()
  const refresh = useRefreshMoney()
  const { idOf, forget } = useOrderId()
  return useMutation({
    mutationFn: (body: DisputeAsked) => call(openDispute, { params: { id: idOf(body) }, body }),
    onError: (error) => {
      if (!isUnreachable(error)) forget()
    },
    onSuccess: async ({ id }) => {
      await navigate({ to: '/disputes/$id', params: { id } })
      await refresh()
    },
  })
}

/** What is typed, and what it disputes; an empty amount is all that can be disputed. */
const useForm = ({ amount: { currency }, captured, refunded, disputed }: Charge) => {
  const [draft, setDraft] = useState({ reason: 'not-received' as DisputeReason, text: '', words: '' })
  const most = BigInt(captured) - BigInt(refunded) - BigInt(disputed)
  const parsed = parseAmount(draft.text, exponentOf(currency))
  const typed = parsed.kind === 'amount' && parsed.minor > 0n && parsed.minor <= most ? parsed.minor : null
  const minor = draft.text === '' ? most : typed
  return { draft, setDraft, most, minor, isShort: draft.words.trim().length < LEAST }
}

const NewDispute = ({ charge }: { charge: Charge }) => {
  const say = useDisputeWords()
  const language = useLanguage()
  const { draft, setDraft, most, minor, isShort } = useForm(charge)
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error } = useOpen()
  const { currency } = charge.amount
  const sum = (amount: bigint) => formatMoney({ currency, minor: amount }, language)
  const submit = () => {
    setTried(true)
    if (minor === null || isShort) return
    mutate({ charge: charge.id, minor: minor.toString(), reason: draft.reason, words: draft.words.trim() })
  }
  return (
    <Page
      title={say('newTitle')}
      back={`/charges/${charge.id}`}
      acts={
        <>
          {error && <ProblemNote error={error} />}
          <Button type="submit" form={FORM} look="go" big wide busy={isPending}>
            {say('open', { amount: sum(minor ?? most) })}
          </Button>
        </>
      }
    >
      <p className={`soft ${styles.form}`}>
        {say('newLead', { name: charge.who ?? '', amount: formatMoney(moneyOf(currency, charge.captured), language) })}
      </p>
      <form
        id={FORM}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
          focusFirstError(event.currentTarget)
        }}
      >
        <SelectField
          label={say('reason')}
          value={draft.reason}
          options={disputeReason.options.map((value) => ({ value, label: say(`reason_${value}`) }))}
          onChange={(reason) => setDraft({ ...draft, reason: reason as DisputeReason })}
        />
        <AmountField
          label={say('howMuch')}
          currency={currency}
          text={draft.text}
          onText={(text) => setDraft({ ...draft, text })}
          error={isTried && minor === null ? say('amountWrong', { amount: sum(most) }) : undefined}
        />
        <TextAreaField
          label={say('words')}
          hint={say('wordsHint')}
          value={draft.words}
          maxLength={1000}
          onChange={(words) => setDraft({ ...draft, words })}
          error={isTried && isShort ? say('wordsMissing') : undefined}
        />
      </form>
    </Page>
  )
}

/** A payer says what is wrong with what a merchant took. */
export const NewDisputePage = () => {
  const say = useDisputeWords()
  const { charge: id } = useParams({ strict: false })
  const { data: charge, error, refetch } = useQuery(chargeQuery(id ?? ''))
  if (charge) return <NewDispute charge={charge} />
  return (
    <Page title={say('newTitle')} back="/charges">
      {error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />}
    </Page>
  )
}
