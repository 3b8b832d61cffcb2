import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changePhone } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Problem } from '../../../api/problem.ts'
import { phoneQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { PasswordField, TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Facts, Section } from '../../../kit/section.tsx'
import styles from './profile-page.module.css'
import { useProfileWords } from './profile-words.ts'

/** What was typed, without spaces and the like; null for nothing, undefined for no international number. */
const readNumber = (text: string): string | null | undefined => {
  const plain = text.replace(/[\s().-]/g, '')
  if (plain === '') return null
  return /^\+[1-9]\d{6,14}$/.test(plain) ? plain : undefined
}

const useChange = (onChanged: () => void) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { number: string | null; password: string }) => call(changePhone, { body }),
    onSuccess: (phone) => {
      client.setQueryData(phoneQuery.queryKey, phone)
      onChanged()
    },
  })
}

/** Sets, changes or takes away the phone number, with the password. */
export const PhoneForm = () => {
  const say = useProfileWords()
  const { data } = useQuery(phoneQuery)
  const [text, setText] = useState('')
  const [password, setPassword] = useState('')
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, isSuccess, error } = useChange(() => {
    setText('')
    setPassword('')
    setTried(false)
  })
  const number = readNumber(text)
  const isWrong = error instanceof Problem && error.code === 'wrong-credentials'
  const missing = isTried && !password ? say('passwordMissing') : undefined
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
          if (number !== undefined && password) mutate({ number, password })
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
        <PasswordField
          label={say('phonePassword')}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          error={missing ?? (isWrong ? say('currentWrong') : undefined)}
        />
        <div role="status">{isSuccess && !text && !password && <Note>{say('phoneChanged')}</Note>}</div>
        {error && !isWrong && <ProblemNote error={error} />}
        <div>
          <Button type="submit" busy={isPending}>
            {say('phoneAct')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
