import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { register } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { forgetWhatWasSeen } from '../../../api/client.ts'
import { Problem } from '../../../api/problem.ts'
import { meQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { PasswordField, SelectField, TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { isLanguage, languages, rememberLanguage } from '../../../kit/language.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { useProblemSentence } from '../../../kit/problem-words.ts'
import { speak, useLanguage } from '../../../kit/words.ts'
import styles from './entry-frame.module.css'
import { EntryFrame } from './entry-frame.tsx'
import { useEntryWords } from './entry-words.ts'

const SHORTEST = 10
const ofEmail = new Set(['email-taken'])
const ofPassword = new Set(['password-too-common'])

type Draft = { readonly name: string; readonly email: string; readonly password: string }
type Wrongs = Partial<Record<keyof Draft, string>>

const useCheck = () => {
  const say = useEntryWords()
  return ({ name, email, password }: Draft): Wrongs => ({
    name: name.trim() ? undefined : say('nameMissing'),
    email: /^\S+@\S+\.\S+$/.test(email.trim()) ? undefined : say('emailWrong'),
    password: password.length >= SHORTEST ? undefined : say('passwordShort', { count: SHORTEST - password.length }),
  })
}

const useRegister = () => {
  const client = useQueryClient()
  const navigate = useNavigate()
  const language = useLanguage()
  return useMutation({
    mutationFn: ({ name, email, password }: Draft) =>
      call(register, {
        body: { name: name.trim(), email: email.trim(), password, language: isLanguage(language) ? language : 'en' },
      }),
    onSuccess: (person) => {
      forgetWhatWasSeen(client)
      client.setQueryData(meQuery.queryKey, person)
      return navigate({ to: '/open', replace: true })
    },
  })
}

const LanguageField = () => {
  const say = useEntryWords()
  const language = useLanguage()
  return (
    <SelectField
      label={say('language')}
      value={language}
      options={languages.map(({ code, name }) => ({ value: code, label: name }))}
      onChange={(code) => {
        if (!isLanguage(code)) return
        rememberLanguage(code)
        speak(code)
      }}
    />
  )
}

/** Registration: name, email, password and language; then the first account. */
export const RegistrationPage = () => {
  const say = useEntryWords()
  const sentence = useProblemSentence()
  const check = useCheck()
  const given = useLocation().state.draft
  const [draft, setDraft] = useState<Draft>({ name: given?.name ?? '', email: given?.email ?? '', password: '' })
  const [isSent, setSent] = useState(false)
  const { mutate, isPending, error } = useRegister()
  const wrongs: Wrongs = isSent ? check(draft) : {}
  const code = error instanceof Problem ? error.code : ''
  const change = (part: keyof Draft) => (value: string) => setDraft({ ...draft, [part]: value })
  return (
    <EntryFrame
      title={say('register')}
      lede={say('registerLede')}
      question={say('haveOne')}
      otherTo="/sign-in"
      otherAct={say('signIn')}
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setSent(true)
          focusFirstError(event.currentTarget)
          if (Object.values(check(draft)).every((wrong) => wrong === undefined)) mutate(draft)
        }}
      >
        <TextField
          label={say('name')}
          hint={say('nameHint')}
          value={draft.name}
          onChange={change('name')}
          error={wrongs.name}
          autoComplete="name"
          maxLength={120}
        />
        <TextField
          label={say('email')}
          type="email"
          value={draft.email}
          onChange={change('email')}
          error={wrongs.email ?? (ofEmail.has(code) ? sentence(error).lead : undefined)}
          autoComplete="email"
        />
        <PasswordField
          label={say('password')}
          hint={say('passwordHint')}
          value={draft.password}
          onChange={change('password')}
          error={wrongs.password ?? (ofPassword.has(code) ? sentence(error).lead : undefined)}
          autoComplete="new-password"
        />
        <LanguageField />
        <p className="small soft">{say('consent')}</p>
        {error && !ofEmail.has(code) && !ofPassword.has(code) && <ProblemNote error={error} />}
        <Button type="submit" look="go" big wide busy={isPending}>
          {say('registerAct')}
        </Button>
      </form>
    </EntryFrame>
  )
}
