import { useEffect, useRef } from 'react'
import { knowsPasskeys, offerPasskeys } from '../../../api/passkeys.ts'
import { Button } from '../../../kit/button.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import styles from './entry-frame.module.css'
import { useEntryWords } from './entry-words.ts'
import { usePasskeySignIn } from './use-enter.ts'

/** The first way in: a passkey, by the button or from the browser's list at the email. */
export const PasskeyEntry = () => {
  const say = useEntryWords()
  const { mutate, isPending, error } = usePasskeySignIn()
  const enter = useRef(mutate)
  useEffect(() => {
    const offering = new AbortController()
    offerPasskeys(offering.signal, (id, credential) => enter.current({ id, credential }))
    return () => offering.abort()
  }, [])
  if (!knowsPasskeys()) return null
  return (
    <div className={styles.form}>
      <Button look="go" big wide busy={isPending} onClick={() => mutate(undefined)}>
        {say('passkeyAct')}
      </Button>
      <p className="small soft">{say('passkeyMore')}</p>
      <div role="status">{error && <ProblemNote error={error} />}</div>
    </div>
  )
}
