import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { askOwnStepUp, changePhone } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { phoneQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Facts, Section } from '../../../kit/section.tsx'
import { ProofFields } from '../../../prove/proof-fields.tsx'
import { isOfProof, type Proving, useProving } from '../../../prove/use-proving.ts'
import styles from './profile-page.module.css'
import { useProfileWords } from './profile-words.ts'

/** What was typed, without spaces and the like; null for nothing, undefined for no international number. */
const readNumber = (text: string): string | null | undefined => {
  const plain = text.replace(/[\s().-]/g, '')
  if (plain === '') return null
  return /^\+[1-9]\d{6,14}$/.test(plain) ? plain : undefined
}

const useChange = (proving: Proving, onChanged: () => void) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (number: string | null) => {
      const proof = await proving.give(() => call(askOwnStepUp, { body: { act: 'change-phone', number } }))
      return call(changePhone, { body: { number, proof } })
    },
    onSuccess: (phone) => {
      client.setQueryData(phoneQuery.queryKey, phone)
      onChanged()
    },
  })
}

/** Sets, changes or takes away the phone number, with proof of just that number. */
export const PhoneForm = () => {
  const say = useProfileWords()
  const { data } = useQuery(phoneQuery)
  const [text, setText] = useState('')
  const proving = useProving()
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, isSuccess, error } = useChange(proving, () => {
    setText('')
    proving.forget()
    setTried(false)
  })
  const number = readNumber(text)
  return (
    <Section title={say('phone')} ruled>
      <Facts facts={[[say('phoneNow'), data?.number ?? say('phoneNone')]]} />
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          focusFirstError(event.currentTarget)
          if (number !== undefined && proving.isReady) mutate(number)
        }}
      >
        <TextField
          label={say('phoneNew')}
          hint={say('phoneHint')}
          autoComplete="tel"
          value={text}
          onChange={setText}
          error={isTried && number === undefined ? say('phoneWrong') : undefined}
        />
        <ProofFields
          proving={proving}
          isSent={isTried}
          error={error}
          what={number ? say('phoneSigns', { number }) : undefined}
          passwordLabel={say('phonePassword')}
        />
        <div role="status">{isSuccess && !text && !isTried && <Note>{say('phoneChanged')}</Note>}</div>
        {error && !isOfProof(error) && <ProblemNote error={error} />}
        <div>
          <Button type="submit" busy={isPending}>
            {say('phoneAct')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
