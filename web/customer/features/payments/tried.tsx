import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PaymentView } from '#wire/payments'
import { sendRest } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { momentInWords } from '../../../kit/dates.ts'
import { focusFirstError } from '../../../kit/focus.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { Note } from '../../../kit/note.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { isOfProof } from '../../../prove/use-proving.ts'
import { useOutcomeWords } from './outcome-words.ts'
import { ProofOf, useGiving } from './proof.tsx'
import { PaymentFacts, Result } from './result.tsx'
import { useCancel } from './slip.tsx'

const FORM = 'rest'

type Word = 'keep' | 'arrived'

const useParts = ({ amount: { currency, minor }, unit }: PaymentView) => {
  const language = useLanguage()
  const show = (part: bigint) => formatMoney({ currency, minor: part }, language)
  const first = moneyOf(currency, unit ?? '0').minor
  return { first: show(first), rest: show(BigInt(minor) - first) }
}

/** One unit has been sent: the payer asks whether it came, and only then sends the rest. Keeping it is the safe choice. */
export const Tried = ({ payment }: { payment: PaymentView }) => {
  const say = useOutcomeWords()
  const language = useLanguage()
  const refresh = useRefreshMoney()
  const { first, rest } = useParts(payment)
  const [word, setWord] = useState<Word>('keep')
  const giving = useGiving(payment.id)
  const [isSent, setSent] = useState(false)
  const keep = useCancel(payment.id)
  const send = useMutation({
    mutationFn: async () => call(sendRest, { params: { id: payment.id }, body: await giving.give('rest') }),
    onSuccess: refresh,
    onSettled: giving.forget,
  })
  const name = payment.to?.name ?? ''
  const options = [
    { value: 'keep' as const, title: say('keep', { rest }), detail: say('keepMore') },
    { value: 'arrived' as const, title: say('arrived', { rest }), detail: say('arrivedMore', { name }) },
  ]
  const isWrong = isOfProof(send.error)
  const error = word === 'arrived' ? send.error : keep.error
  return (
    <Page
      title={say('triedTitle', { name, first })}
      back="/overview"
      acts={
        <>
          {error && !isWrong && <ProblemNote error={error} />}
          <Button type="submit" form={FORM} look="go" big wide busy={send.isPending || keep.isPending}>
            {options.find(({ value }) => value === word)?.title}
          </Button>
        </>
      }
    >
      <Result payment={payment} verdict="held" word={say('triedWord')} line="waiting">
        <Note tone="wait" lead={say('triedLead', { first, rest })}>
          {say('triedMore', {
            name,
            time: momentInWords(new Date(payment.expiresAt ?? payment.createdAt), new Date(), language),
          })}
        </Note>
        <form
          id={FORM}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            setSent(true)
            if (word === 'keep') keep.mutate()
            else if (giving.isReady) send.mutate()
            focusFirstError(event.currentTarget)
          }}
        >
          <Picks legend={say('triedLegend')} options={options} value={word} onChange={setWord}>
            {word === 'arrived' && (
              <ProofOf giving={giving} payment={payment} signed="rest" isSent={isSent} error={send.error} />
            )}
          </Picks>
        </form>
        <PaymentFacts payment={payment} />
      </Result>
    </Page>
  )
}
