import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { cancelRecoveryByLink } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Problem } from '../../../api/problem.ts'
import { Button } from '../../../kit/button.tsx'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import styles from './entry-frame.module.css'
import { EntryFrame } from './entry-frame.tsx'
import { useRecoveryWords } from './recovery-words.ts'

const form = /^[0-9a-f-]{36}\.[\w-]{22}$/

/** Where the link of a notice leads: one press stops it, without signing in. A reader of mail that opens links presses nothing. */
export const StopRecoveryPage = () => {
  const say = useRecoveryWords()
  // Behind the #: no server on the way has seen it.
  const [token] = useState(() => window.location.hash.slice(1))
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => call(cancelRecoveryByLink, { body: { token } }),
  })
  const isNothing = error instanceof Problem && error.code === 'no-such-recovery'
  return (
    <EntryFrame title={say('stopTitle')} question={say('remember')} otherTo="/sign-in" otherAct={say('signIn')}>
      <div className={styles.form}>
        {!isSuccess && !isNothing && <p>{say('stopMore')}</p>}
        <div role="status">
          {isSuccess && <Note tone="go" lead={say('stopped')} />}
          {isNothing && <Note tone="know" lead={say('nothing')} />}
        </div>
        {error && !isNothing && <ProblemNote error={error} />}
        {!form.test(token) && <Note tone="know" lead={say('noToken')} />}
        {form.test(token) && !isSuccess && !isNothing && (
          <Button look="stop" big wide busy={isPending} onClick={() => mutate()}>
            {say('stopAct')}
          </Button>
        )}
      </div>
    </EntryFrame>
  )
}
