import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { TextField } from '../../../kit/field.tsx'
import { useHomeWords } from './home-words.ts'
import styles from './join-form.module.css'

/** The first two answers of the registration; they go along in the history entry, not in the address. */
export const JoinForm = () => {
  const say = useHomeWords()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        navigate({ to: '/register', state: { draft: { name, email } } })
      }}
    >
      <TextField label={say('name')} hint={say('nameHint')} value={name} onChange={setName} autoComplete="name" />
      <TextField label={say('email')} type="email" value={email} onChange={setEmail} autoComplete="email" />
      <Button type="submit" look="go" big>
        {say('continue')}
      </Button>
      <p className="tiny mut">{say('next')}</p>
    </form>
  )
}
