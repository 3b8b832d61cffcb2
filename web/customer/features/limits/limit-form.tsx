import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PaymentLimit } from '#wire/products'
import { askToRaiseLimit, setLimit } from '#wire/products'
import { call } from '../../../api/call.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { ProofFields } from '../../../prove/proof-fields.tsx'
import { isOfProof, type Proving, useProving } from '../../../prove/use-proving.ts'
import { isRaise, limitOf, textOf } from './limit-draft.ts'
import { useLimitWords } from './limit-words.ts'
import styles from './limits-page.module.css'

type Part = 'perPayment' | 'perDay'
const parts: readonly Part[] = ['perPayment', 'perDay']

type Parts = Record<Part, string | null>

const useSet = ({ kind, currency }: PaymentLimit, proving: Proving) => {
  const params = { kind, currency }
  const refresh = useRefreshMoney()
  return useMutation({
    mutationFn: async ({ wanted, raises }: { wanted: Parts; raises: boolean }) => {
      const asked = () => call(askToRaiseLimit, { params, body: wanted })
      const body = raises ? { ...wanted, proof: await proving.give(asked) } : wanted
      return call(setLimit, { params, body })
    },
    onSuccess: () => {
      proving.forget()
      return refresh()
    },
  })
}

/** What is asked for: the raise that waits, where one does. */
export const LimitForm = ({ limit }: { limit: PaymentLimit }) => {
  const say = useLimitWords()
  const { currency, raise } = limit
  const [text, setText] = useState<Record<Part, string>>({
    perPayment: textOf((raise ?? limit).perPayment, currency),
    perDay: textOf((raise ?? limit).perDay, currency),
  })
  const proving = useProving()
  const [isSent, setSent] = useState(false)
  const { mutate, isPending, isSuccess, error, reset } = useSet(limit, proving)
  const read = { perPayment: limitOf(text.perPayment, currency), perDay: limitOf(text.perDay, currency) }
  const { perPayment, perDay } = read
  const wanted = perPayment === undefined || perDay === undefined ? undefined : { perPayment, perDay }
  const raises = wanted !== undefined && isRaise(wanted, limit)
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setSent(true)
        focusFirstError(event.currentTarget)
        if (wanted && (!raises || proving.isReady)) mutate({ wanted, raises })
      }}
    >
      <div className={styles.pair}>
        {parts.map((part) => (
          <TextField
            key={part}
            label={say(part)}
            hint={say('hint')}
            inputMode="numeric"
            autoComplete="off"
            value={text[part]}
            onChange={(value) => {
              setText({ ...text, [part]: value })
              setSent(false)
              reset()
            }}
            error={read[part] === undefined ? say('wrong') : undefined}
          />
        ))}
      </div>
      {raises && <ProofFields proving={proving} isSent={isSent} error={error} what={say('raiseSigns')} />}
      <div role="status">{isSuccess && <Note>{say('set')}</Note>}</div>
      {error && !isOfProof(error) && <ProblemNote error={error} />}
      <div>
        <Button type="submit" busy={isPending}>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}
