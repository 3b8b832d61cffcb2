import { useClickOutside, useHotkeys } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { signOut, updateMe } from '#wire/identity'
import { call } from '../api/call.ts'
import { Avatar } from '../kit/avatar.tsx'
import { Button } from '../kit/button.tsx'
import type { Language } from '../kit/language.ts'
import { AppearancePicks, LanguagePicks } from '../kit/preferences.tsx'
import { ProblemNote } from '../kit/problem-note.tsx'
import { useChangePerson } from './change-person.ts'
import { usePerson } from './person.tsx'
import styles from './profile-menu.module.css'
import { meQuery } from './queries.ts'
import { useStaffWords } from './staff-words.ts'

const useLeave = () => {
  const change = useChangePerson()
  return useMutation({ mutationFn: () => call(signOut, {}), onSuccess: () => change(null) })
}

// The choice already holds on this device; that the bank knows it too is a convenience for the next one.
const useLanguageOfPerson = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (language: Language) => call(updateMe, { body: { language } }),
    onSuccess: (person) => client.setQueryData(meQuery.queryKey, person),
  })
}

const Menu = () => {
  const say = useStaffWords()
  const leave = useLeave()
  const language = useLanguageOfPerson()
  const { email } = usePerson()
  return (
    <div className={styles.menu}>
      <p className={styles.email}>{email}</p>
      <LanguagePicks onChoose={(code) => language.mutate(code)} />
      <AppearancePicks />
      {leave.error && <ProblemNote error={leave.error} />}
      <Button wide busy={leave.isPending} onClick={() => leave.mutate()}>
        {say('signOut')}
      </Button>
    </div>
  )
}

/** Who is at the console; behind it language, appearance and the way out. */
export const ProfileMenu = () => {
  const say = useStaffWords()
  const person = usePerson()
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const around = useClickOutside<HTMLDivElement>(() => setOpen(false))
  const closeByKey = (): void => {
    if (!isOpen) return
    setOpen(false)
    button.current?.focus()
  }
  useHotkeys([['Escape', closeByKey, { preventDefault: false }]], [])
  return (
    <div ref={around} className={styles.around}>
      {isOpen && <Menu />}
      <button ref={button} type="button" className={styles.me} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Avatar name={person.name} small />
        <span className={styles.who}>
          <b>{person.name}</b>
          <small>{person.roles.map((role) => say(role)).join(', ')}</small>
        </span>
        <span className="vh">{say('settings')}</span>
      </button>
    </div>
  )
}
