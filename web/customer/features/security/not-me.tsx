import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { disownSession } from '#wire/identity'
import { beginHalt } from '#wire/products'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { useRefreshSecurity } from './proved-form.tsx'
import styles from './security-page.module.css'
import { useSecurityWords } from './security-words.ts'

/** "This was not me": ends a sign-in, and freezes the account first where that is wanted. */
export const NotMe = ({ session, onLeave }: { session: string; onLeave: () => void }) => {
  const say = useSecurityWords()
  const refresh = useRefreshSecurity()
  const [isFreezing, setFreezing] = useState(true)
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      if (isFreezing) await call(beginHalt, {})
      await call(disownSession, { params: { id: session } })
    },
    onSuccess: onLeave,
    onSettled: refresh,
  })
  return (
    <form
      className={`${styles.form} ${styles.below}`}
      aria-label={say('notMeTitle')}
      onSubmit={(event) => {
        event.preventDefault()
        mutate()
      }}
    >
      <p>
        <b>{say('notMeTitle')}</b> {say('notMeMore')}
      </p>
      <label className={styles.check}>
        <input type="checkbox" checked={isFreezing} onChange={() => setFreezing(!isFreezing)} />
        {say('notMeFreeze')}
      </label>
      {error && <ProblemNote error={error} />}
      <div className={styles.acts}>
        <Button type="submit" look="stop" busy={isPending}>
          {say('notMeAct')}
        </Button>
        <Button look="plain" onClick={onLeave}>
          {say('notMeLeave')}
        </Button>
      </div>
    </form>
  )
}
