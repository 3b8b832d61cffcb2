import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Product } from '#wire/products'
import { Problem } from '../../../api/problem.ts'
import { payeeQuery, productsQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { SafetyLine, SafetyPoint } from '../../../kit/safety-line.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { AmountPoint } from './amount-point.tsx'
import { minorOf, payableFrom, useAmountError } from './draft.ts'
import { FromPoint } from './from-point.tsx'
import { NoAccount } from './no-account.tsx'
import { OrderProblem } from './order-problem.tsx'
import { PayeePoint } from './payee-point.tsx'
import { useSendWords } from './send-words.ts'
import { useOrder } from './use-order.ts'

const DIGITS = 12
const FORM = 'send'

type Draft = { readonly number: string; readonly text: string; readonly note: string; readonly from: string }

const usePayee = (number: string) => {
  const say = useSendWords()
  const { data, error, isFetching } = useQuery(payeeQuery(number))
  const isMissing = error instanceof Problem && error.code === 'no-such-account'
  const numberError = (isSent: boolean): string | undefined => {
    if (isMissing) return say('noSuchAccount')
    if (!isSent || number.length === DIGITS) return undefined
    return number ? say('numberShort', { count: DIGITS - number.length }) : say('numberMissing')
  }
  return { payee: data, isLooking: isFetching, numberError, lookupError: isMissing ? null : error }
}

/** What is typed, whom and what it means, and how it is sent. */
const useSendForm = (products: readonly Product[]) => {
  const amountError = useAmountError()
  const { to } = useSearch({ strict: false }) as { to?: string }
  const [draft, setDraft] = useState<Draft>({ number: to ?? '', text: '', note: '', from: '' })
  const [isSent, setSent] = useState(false)
  const { mutate, isPending, error } = useOrder()
  const { payee, isLooking, numberError, lookupError } = usePayee(draft.number)
  const candidates = payableFrom(products, payee)
  const from = candidates.find(({ id }) => id === draft.from) ?? candidates[0]
  const currency = payee?.currency ?? from?.currency ?? 'INR'
  const minor = minorOf(draft.text, currency)
  const change = (part: keyof Draft) => (value: string) => setDraft({ ...draft, [part]: value })

  const submit = (): void => {
    setSent(true)
    if (!payee || !from || minor === null || amountError(draft.text, currency, false, from)) return
    const note = draft.note.trim()
    const amount = { currency, minor: minor.toString() }
    mutate({ kind: 'send', from: from.id, to: payee.number, amount, ...(note && { note }) })
  }
  const errors = { number: numberError(isSent), amount: amountError(draft.text, currency, !isSent, from) }
  return {
    draft,
    change,
    submit,
    payee,
    isLooking,
    lookupError,
    candidates,
    from,
    currency,
    minor,
    errors,
    isPending,
    error,
  }
}

type SendParts = ReturnType<typeof useSendForm>

const Line = ({ draft, change, payee, isLooking, candidates, from, currency, minor, errors }: SendParts) => {
  const say = useSendWords()
  return (
    <SafetyLine>
      <PayeePoint
        number={draft.number}
        onNumber={change('number')}
        payee={payee}
        isLooking={isLooking}
        error={errors.number}
      />
      <AmountPoint
        product={from?.id}
        currency={currency}
        text={draft.text}
        onText={change('text')}
        note={draft.note}
        onNote={change('note')}
        error={errors.amount}
      />
      <FromPoint products={candidates} from={from} onFrom={change('from')} currency={currency} minor={minor} />
      <SafetyPoint state="later" label={say('before')}>
        <p className="soft">{say('willCheck')}</p>
      </SafetyPoint>
    </SafetyLine>
  )
}

const SendForm = ({ products }: { products: readonly Product[] }) => {
  const say = useSendWords()
  const language = useLanguage()
  const parts = useSendForm(products)
  const { minor, currency, isPending, error, lookupError, submit } = parts
  return (
    <Page
      title={say('send')}
      back="/overview"
      acts={
        <>
          <OrderProblem error={error} limited={{ kind: 'send', currency }} />
          <Button type="submit" form={FORM} look="go" big wide busy={isPending}>
            {minor === null
              ? say('sendAct')
              : say('sendAmount', { amount: formatMoney({ currency, minor }, language) })}
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
        <h2 className="vh">{say('line')}</h2>
        <Line {...parts} />
        {lookupError && <ProblemNote error={lookupError} />}
      </form>
    </Page>
  )
}

/** Sends money to another account of this bank; the form is the safety line. */
export const SendPage = () => {
  const say = useSendWords()
  const { data: products, error, refetch } = useQuery(productsQuery)
  if (products?.length) return <SendForm products={products} />
  return (
    <Page title={say('send')} back="/overview">
      {products ? (
        <NoAccount />
      ) : error ? (
        <ProblemNote error={error} onRetry={() => refetch()} />
      ) : (
        <Loading rows={4} />
      )}
    </Page>
  )
}
