import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { askOwnStepUp, changePassword } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Problem } from '../../../api/problem.ts'
import { Button } from '../../../kit/button.tsx'
import { PasswordField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { useProblemSentence } from '../../../kit/problem-words.ts'
import { Section } from '../../../kit/section.tsx'
import { ProofFields } from '../../../prove/proof-fields.tsx'
import { isOfProof, type Proving, useProving } from '../../../prove/use-proving.ts'
import styles from './profile-page.module.css'
import { useProfileWords } from './profile-words.ts'

const SHORTEST = 10
const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : '')

const useChange = (proving: Proving, onChanged: () => void) =>
  useMutation({
    mutationFn: async (next: string) => {
      const proof = await proving.give(() => call(askOwnStepUp, { body: { act: 'change-password' } }))
      return call(changePassword, { body: { next, proof } })
    },
    onSuccess: onChanged,
  })

/** Changes the password; every other session ends. */
export const PasswordForm = () => {
  const say = useProfileWords()
  const sentence = useProblemSentence()
  const proving = useProving()
  const [next, setNext] = useState('')
  const [isSent, setSent] = useState(false)
  const { mutate, isPending, isSuccess, error } = useChange(proving, () => {
    proving.forget()
    setNext('')
    setSent(false)
  })
  const code = codeOf(error)
  const nextError = isSent && next.length < SHORTEST ? say('nextShort') : undefined
  return (
    <Section title={say('password')} ruled>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setSent(true)
          focusFirstError(event.currentTarget)
          if (proving.isReady && next.length >= SHORTEST) mutate(next)
        }}
      >
        <ProofFields
          proving={proving}
          isSent={isSent}
          error={error}
          what={say('passwordSigns')}
          passwordLabel={say('current')}
        />
        <PasswordField
          label={say('next')}
          hint={say('nextHint')}
          value={next}
          onChange={setNext}
          autoComplete="new-password"
          error={nextError ?? (code === 'password-too-common' ? sentence(error).lead : undefined)}
        />
        <div role="status">{isSuccess && !isSent && !next && <Note>{say('changed')}</Note>}</div>
        {error && !isOfProof(error) && code !== 'password-too-common' && <ProblemNote error={error} />}
        <div>
          <Button type="submit" busy={isPending}>
            {say('change')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
