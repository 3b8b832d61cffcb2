import { useMutation } from '@tanstack/react-query'
import type { Person } from '#wire/identity'
import { signOut } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { useChangePerson } from '../../change-person.ts'
import styles from './door.module.css'
import { Door } from './door.tsx'
import { useEntryWords } from './entry-words.ts'

/** Tells a customer plainly where they are and where their accounts are. */
export const NotStaff = ({ person }: { person: Person }) => {
  const say = useEntryWords()
  const change = useChangePerson()
  const leave = useMutation({
    mutationFn: () => call(signOut, {}),
    onSuccess: () => change(null),
  })
  return (
    <Door title={say('notStaff')} lede={say('notStaffMore', { name: person.name })}>
      {leave.error && <ProblemNote error={leave.error} />}
      <div className={styles.acts}>
        {/* Another app: the page is loaded anew. */}
        <Button look="go" onClick={() => window.location.assign('/overview')}>
          {say('toAccounts')}
        </Button>
        <Button busy={leave.isPending} onClick={() => leave.mutate()}>
          {say('other')}
        </Button>
      </div>
    </Door>
  )
}
