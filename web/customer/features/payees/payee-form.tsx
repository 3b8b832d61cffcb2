import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { askToSavePayee, savePayee } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { ProofFields } from '../../../prove/proof-fields.tsx'
import { isOfProof, type Proving, useProving } from '../../../prove/use-proving.ts'
import styles from './payees-page.module.css'
import { usePayeesWords } from './payees-words.ts'

const DIGITS = 12

const useSave = (proving: Proving, onSaved: () => void) => {
  const refresh = useRefreshMoney()
  return useMutation({
    mutationFn: async ({ number, name }: { number: string; name: string }) => {
      const params = { number }
      const proof = await proving.give(() => call(askToSavePayee, { params }))
      return call(savePayee, { params, body: { name, proof } })
    },
    onSuccess: async () => {
      onSaved()
      await refresh()
    },
  })
}

/** Saves an account number under a name; the answer says how the name fits the holder's. */
export const PayeeForm = () => {
  const say = usePayeesWords()
  const [number, setNumber] = useState('')
  const [name, setName] = useState('')
  const [isTried, setTried] = useState(false)
  const proving = useProving()
  const { mutate, data, isPending, error } = useSave(proving, () => {
    proving.forget()
    setNumber('')
    setName('')
    setTried(false)
  })
  const isWhole = number.length === DIGITS
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        focusFirstError(event.currentTarget)
        if (isWhole && name.trim() && proving.isReady) mutate({ number, name: name.trim() })
      }}
    >
      <TextField
        label={say('number')}
        hint={say('numberHint')}
        inputMode="numeric"
        autoComplete="off"
        value={number}
        onChange={(typed) => setNumber(typed.replace(/\D/g, '').slice(0, DIGITS))}
        error={isTried && !isWhole ? say('numberWrong') : undefined}
      />
      <TextField
        label={say('name')}
        hint={say('nameHint')}
        autoComplete="off"
        maxLength={120}
        value={name}
        onChange={setName}
        error={isTried && !name.trim() ? say('nameMissing') : undefined}
      />
      <ProofFields
        proving={proving}
        isSent={isTried}
        error={error}
        what={proving.signs?.payee ? say('signs', proving.signs.payee) : undefined}
      />
      <div role="status">
        {data && !isTried && (
          <Note tone={data.match === 'differs' ? 'wait' : undefined} lead={`${data.name}:`}>
            {say('account', { ends: data.number.slice(-4), holder: data.holder })}. {say(data.match)}
          </Note>
        )}
      </div>
      {error && !isOfProof(error) && <ProblemNote error={error} />}
      <div>
        <Button type="submit" busy={isPending}>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}
