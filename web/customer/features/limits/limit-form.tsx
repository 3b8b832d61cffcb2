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
import { byPart, isRaise, limitOf, limitParts, type Parts, partsOf, textOf } from './limit-draft.ts'
import { useLimitWords } from './limit-words.ts'
import styles from './limits-page.module.css'

type Read = Record<keyof Parts, string | null | undefined>

const isWhole = (read: Read): read is Parts => limitParts.every((part) => read[part] !== undefined)

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
  const { kind, currency, raise } = limit
  const [text, setText] = useState(() => byPart((part) => textOf((raise ?? limit)[part], currency)))
  const proving = useProving()
  const [isSent, setSent] = useState(false)
  const { mutate, isPending, isSuccess, error, reset } = useSet(limit, proving)
  const read: Read = byPart((part) => limitOf(text[part], currency))
  const wanted = isWhole(read) ? read : undefined
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
        {partsOf(kind).map((part) => (
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
