import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PaymentLimit } from '#wire/products'
import { setLimit } from '#wire/products'
import { call } from '../../../api/call.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { limitOf, textOf } from './limit-draft.ts'
import { useLimitWords } from './limit-words.ts'
import styles from './limits-page.module.css'

type Part = 'perPayment' | 'perDay'
const parts: readonly Part[] = ['perPayment', 'perDay']

const useSet = ({ kind, currency }: PaymentLimit) =>
  useMutation({
    mutationFn: (body: Record<Part, string | null>) => call(setLimit, { params: { kind, currency }, body }),
    onSuccess: useRefreshMoney(),
  })

/** What is asked for: the raise that waits, where one does. */
export const LimitForm = ({ limit }: { limit: PaymentLimit }) => {
  const say = useLimitWords()
  const { currency, raise } = limit
  const [text, setText] = useState<Record<Part, string>>({
    perPayment: textOf((raise ?? limit).perPayment, currency),
    perDay: textOf((raise ?? limit).perDay, currency),
  })
  const { mutate, isPending, isSuccess, error, reset } = useSet(limit)
  const read = { perPayment: limitOf(text.perPayment, currency), perDay: limitOf(text.perDay, currency) }
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        focusFirstError(event.currentTarget)
        const { perPayment, perDay } = read
        if (perPayment !== undefined && perDay !== undefined) mutate({ perPayment, perDay })
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
              reset()
            }}
            error={read[part] === undefined ? say('wrong') : undefined}
          />
        ))}
      </div>
      <div role="status">{isSuccess && <Note>{say('set')}</Note>}</div>
      {error && <ProblemNote error={error} />}
      <div>
        <Button type="submit" busy={isPending}>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}
