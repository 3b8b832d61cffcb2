import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { SafetyChecked } from '#wire/fraud'
import type { PayeeCheck } from '#wire/payments'
import type { Product } from '#wire/products'
import { feeQuoteQuery } from '../../../api/charge-queries.ts'
import { keptOrder } from '../../../api/kept-order.ts'
import { Problem } from '../../../api/problem.ts'
import { codeQuery, payeeQuery, productsQuery, safetyQuery } from '../../../api/queries.ts'
import { Warned } from '../../../guard/warned.tsx'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Loading } from '../../../kit/empty.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { formatDigits, formatMoney } from '../../../kit/money-format.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Finding, SafetyLine, SafetyPoint } from '../../../kit/safety-line.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { AmountPoint } from './amount-point.tsx'
import { payeeOf } from './by-address.tsx'
import { type CodedDraft, codedDraftOf } from './coded-draft.ts'
import { minorOf, payableFrom, useAmountError } from './draft.ts'
import { Fee } from './fee.tsx'
import { FromPoint } from './from-point.tsx'
import { NoAccount } from './no-account.tsx'
import { OrderProblem } from './order-problem.tsx'
import { PayeePoint } from './payee-point.tsx'
import { useSendWords } from './send-words.ts'
import { ToldTyping } from './told-steps.tsx'
import { useOrder } from './use-order.ts'

const DIGITS = 12
const FORM = 'send'

type Draft = { readonly number: string; readonly text: string; readonly note: string; readonly from: string }

/** A form as it was when its time ran out, else one that names at most whom to pay. */
const draftAgain = (again: string | undefined, to: string | undefined): Draft => {
  const kept = keptOrder(again)
  if (!kept) return { number: to ?? '', text: '', note: '', from: '' }
  const text = formatDigits(moneyOf(kept.amount.currency, kept.amount.minor))
  // A payee who was looked up by name, phone or email is looked up anew.
  return { number: kept.to.length === DIGITS ? kept.to : '', text, note: kept.note ?? '', from: kept.from }
}

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

/** What the bank takes for it: none between accounts of one person, and undefined while it is not known. */
const useFee = (
  from: Product | undefined,
  payee: { readonly isOwn: boolean } | undefined,
  currency: Product['currency'],
  minor: bigint | null,
): string | undefined => {
  const isCharged = from !== undefined && from.currency === currency && payee?.isOwn === false
  return useQuery(feeQuoteQuery('send', isCharged ? from.id : '', minor)).data?.fee
}

/** What is typed, whom and what it means, and how it is sent. */
const useSendForm = (products: readonly Product[], coded: CodedDraft | undefined) => {
  const amountError = useAmountError()
  const { to, again } = useSearch({ strict: false }) as { to?: string; again?: string }
  const [draft, setDraft] = useState<Draft>(() => ({ ...draftAgain(again, to), ...coded?.draft }))
  const [isCodeDropped, setCodeDropped] = useState(false)
  const [isSent, setSent] = useState(false)
  const [warning, setWarning] = useState<SafetyChecked>()
  const queries = useQueryClient()
  const { mutate, isPending, error, reset } = useOrder()
  const [check, onCheck] = useState<PayeeCheck>()
  const { payee: found, isLooking, numberError, lookupError } = usePayee(draft.number)
  const payee = check ? payeeOf(check) : found
  const candidates = payableFrom(products, payee)
  const from = candidates.find(({ id }) => id === draft.from) ?? candidates[0]
  const currency = payee?.currency ?? from?.currency ?? 'INR'
  const minor = minorOf(draft.text, currency)
  const fee = useFee(from, payee, currency, minor)
  const change = (part: keyof Draft) => (value: string) => setDraft({ ...draft, [part]: value })

  const submit = async (isWarned: boolean): Promise<void> => {
    setSent(true)
    if (!payee || !from || minor === null || amountError(draft.text, currency, false, from)) return
    const note = draft.note.trim()
    const amount = { currency, minor: minor.toString() }
    if (!isWarned) {
      // Where the guard cannot be reached the order cannot be either, which then says so.
      const checked = await queries.fetchQuery(safetyQuery(note, payee.name)).catch(() => undefined)
      if (checked && checked.pauseSeconds > 0) return setWarning(checked)
    }
    mutate({
      kind: 'send',
      from: from.id,
      to: payee.number,
      amount,
      ...(note && { note }),
      ...(fee !== undefined && { fee }),
      ...(coded && !isCodeDropped && { code: coded.code }),
    })
  }
  const errors = {
    number: check ? undefined : numberError(isSent),
    amount: amountError(draft.text, currency, !isSent, from),
  }
  return {
    draft,
    change,
    submit,
    payee,
    check,
    onCheck,
    isLooking,
    lookupError,
    candidates,
    from,
    currency,
    minor,
    fee,
    errors,
    isPending,
    error,
    coded: isCodeDropped ? undefined : coded,
    dropCode: () => {
      setCodeDropped(true)
      reset()
    },
    warning,
  }
}

type SendParts = ReturnType<typeof useSendForm>

/** What was looked at so far, in words. */
const Before = ({ draft, payee, ...money }: SendParts) => {
  const say = useSendWords()
  const { data } = useQuery(safetyQuery(draft.note.trim(), payee?.name ?? ''))
  const isFine = data && data.severity === 'none'
  return (
    <SafetyPoint state={data && !isFine ? 'open' : 'later'} label={say('before')}>
      {data && <Finding tone={isFine ? 'fine' : 'open'}>{say(isFine ? 'fineSoFar' : 'standsOut')}</Finding>}
      <Fee {...money} />
      <p className="soft">{say('willCheck')}</p>
    </SafetyPoint>
  )
}

const Line = (parts: SendParts) => {
  const { draft, change, payee, isLooking, candidates, from, currency, minor, errors, coded, check, onCheck } = parts
  return (
    <SafetyLine>
      <PayeePoint
        number={draft.number}
        onNumber={change('number')}
        payee={payee}
        isLooking={isLooking}
        error={errors.number}
        coded={coded}
        check={check}
        onCheck={onCheck}
      />
      <AmountPoint
        product={from?.id}
        currency={currency}
        text={draft.text}
        onText={change('text')}
        note={draft.note}
        onNote={change('note')}
        error={errors.amount}
        coded={coded}
      />
      <FromPoint products={candidates} from={from} onFrom={change('from')} currency={currency} minor={minor} />
      <Before {...parts} />
    </SafetyLine>
  )
}

const SendForm = ({ products, coded }: { products: readonly Product[]; coded?: CodedDraft }) => {
  const say = useSendWords()
  const language = useLanguage()
  const parts = useSendForm(products, coded)
  const { minor, currency, isPending, error, lookupError, submit, warning } = parts
  return (
    <Page
      title={say('send')}
      back="/overview"
      acts={
        <>
          <OrderProblem error={error} limited={{ kind: 'send', currency }} />
          {parts.coded && error instanceof Problem && error.code === 'code-expired' && (
            <Button wide onClick={parts.dropCode}>
              {say('withoutCode', { name: parts.coded.name })}
            </Button>
          )}
          {warning ? (
            <Warned checked={warning} busy={isPending} onGo={() => void submit(true)} />
          ) : (
            <Button type="submit" form={FORM} look="go" big wide busy={isPending}>
              {minor === null
                ? say('sendAct')
                : say('sendAmount', { amount: formatMoney({ currency, minor }, language) })}
            </Button>
          )}
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit(false)
          focusFirstError(event.currentTarget)
        }}
      >
        <h2 className="vh">{say('line')}</h2>
        <Line {...parts} />
        {lookupError && <ProblemNote error={lookupError} />}
      </form>
      <ToldTyping {...parts} minor={parts.errors.amount === undefined ? minor : null} />
    </Page>
  )
}

/** The form as a payment code fills it, once the bank has verified the code. */
const CodedForm = ({ products, code }: { products: readonly Product[]; code: string }) => {
  const say = useSendWords()
  const { data, error } = useQuery(codeQuery(code))
  const coded = data && codedDraftOf(code, data)
  if (coded) return <SendForm products={products} coded={coded} />
  return (
    <Page title={say('send')} back="/scan">
      {error || data ? <ProblemNote error={error ?? notOurs} /> : <Loading rows={4} />}
    </Page>
  )
}

const notOurs = new Problem('code-unreadable', 422, '')

/** Sends money to another account of this bank; the form is the safety line. */
export const SendPage = () => {
  const say = useSendWords()
  const { code } = useSearch({ strict: false }) as { code?: string }
  const { data: products, error, refetch } = useQuery(productsQuery)
  if (products?.length && code) return <CodedForm products={products} code={code} />
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
