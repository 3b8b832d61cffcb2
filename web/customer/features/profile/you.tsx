import { useState } from 'react'
import type { Person } from '#wire/identity'
import { Button } from '../../../kit/button.tsx'
import { fullDay } from '../../../kit/dates.ts'
import { TextField } from '../../../kit/field.tsx'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Facts, Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useUpdateMe } from './changes.ts'
import styles from './profile-page.module.css'
import { useProfileWords } from './profile-words.ts'

/** Name and email; the name can be changed. */
export const You = ({ person }: { person: Person }) => {
  const say = useProfileWords()
  const language = useLanguage()
  const [name, setName] = useState(person.name)
  const { mutate, isPending, isSuccess, error } = useUpdateMe()
  const isSame = name.trim() === person.name
  return (
    <Section title={say('you')}>
      <Facts
        facts={[
          [say('email'), person.email ?? ''],
          [say('since'), fullDay(new Date(person.createdAt), language)],
        ]}
      />
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() && !isSame) mutate({ name: name.trim() })
        }}
      >
        <TextField
          label={say('name')}
          value={name}
          onChange={setName}
          autoComplete="name"
          maxLength={120}
          error={name.trim() ? undefined : say('nameMissing')}
        />
        {!isSame && (
          <div>
            <Button type="submit" busy={isPending}>
              {say('save')}
            </Button>
          </div>
        )}
        <div role="status">{isSuccess && isSame && <Note>{say('saved')}</Note>}</div>
        {error && <ProblemNote error={error} />}
      </form>
    </Section>
  )
}
