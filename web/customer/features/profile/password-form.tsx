import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { changePassword } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Problem } from '../../../api/problem.ts'
import { Button } from '../../../kit/button.tsx'
import { PasswordField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { useProblemSentence } from '../../../kit/problem-words.ts'
import { Section } from '../../../kit/section.tsx'
import styles from './profile-page.module.css'
import { useProfileWords } from './profile-words.ts'

const SHORTEST = 10
const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : '')

const useChange = (onChanged: () => void) =>
  useMutation({
    mutationFn: (body: { current: string; next: string }) => call(changePassword, { body }),
    onSuccess: onChanged,
  })

/** Changes the password; every other session ends. */
export const PasswordForm = () => {
  const say = useProfileWords()
  const sentence = useProblemSentence()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [isShort, setShort] = useState(false)
  const { mutate, isPending, isSuccess, error } = useChange(() => {
    setCurrent('')
    setNext('')
  })
  const code = codeOf(error)
  const nextError = isShort && next.length < SHORTEST ? say('nextShort') : undefined
  return (
    <Section title={say('password')} ruled>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setShort(next.length < SHORTEST)
          focusFirstError(event.currentTarget)
          if (current && next.length >= SHORTEST) mutate({ current, next })
        }}
      >
        <PasswordField
          label={say('current')}
          value={current}
          onChange={setCurrent}
          autoComplete="current-password"
          error={code === 'wrong-credentials' ? say('currentWrong') : undefined}
        />
        <PasswordField
          label={say('next')}
          hint={say('nextHint')}
          value={next}
          onChange={setNext}
          autoComplete="new-password"
          error={nextError ?? (code === 'password-too-common' ? sentence(error).lead : undefined)}
        />
        <div role="status">{isSuccess && !current && !next && <Note>{say('changed')}</Note>}</div>
        {error && !['wrong-credentials', 'password-too-common'].includes(code) && <ProblemNote error={error} />}
        <div>
          <Button type="submit" busy={isPending}>
            {say('change')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
