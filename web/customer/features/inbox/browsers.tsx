import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PushSubscriptionView } from '#wire/notifications'
import { enterPush, leavePush, pushId, pushQuery, pushState } from '../../../api/push.ts'
import { Button } from '../../../kit/button.tsx'
import { fullDay } from '../../../kit/dates.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { browserName } from '../../../shared/passkeys/browser-name.ts'
import styles from './inbox.module.css'
import { useInboxWords } from './inbox-words.ts'

const useRefresh = () => {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: pushQuery.queryKey })
}

const Browser = ({ browser: { id, name, madeAt } }: { browser: PushSubscriptionView }) => {
  const say = useInboxWords()
  const language = useLanguage()
  const { mutate, isPending, error } = useMutation({ mutationFn: () => leavePush(id), onSettled: useRefresh() })
  return (
    <li className={styles.browser}>
      <div>
        <p className="strong">{name}</p>
        <p className="tiny mut">
          {id === pushId() ? say('here') : say('since', { day: fullDay(new Date(madeAt), language) })}
        </p>
      </div>
      <Button look="plain" busy={isPending} onClick={() => mutate()}>
        <span aria-hidden="true">{say('letGo')}</span>
        <span className="vh">{say('letGoOf', { name })}</span>
      </Button>
      {error && <ProblemNote error={error} />}
    </li>
  )
}

const AddHere = ({ publicKey }: { publicKey: string }) => {
  const say = useInboxWords()
  const [isRefused, setRefused] = useState(false)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => enterPush(publicKey, browserName(navigator.userAgent) || say('here')),
    onSuccess: (isIn) => setRefused(!isIn),
    onSettled: useRefresh(),
  })
  const state = pushState()
  if (state !== 'possible') return <Note tone="know">{say(state)}</Note>
  return (
    <>
      <div>
        <Button busy={isPending} onClick={() => mutate()}>
          {say('add')}
        </Button>
      </div>
      <div role="status">{(isRefused || error) && <Note tone="wait">{say('refused')}</Note>}</div>
    </>
  )
}

/** My browsers that show messages, and this one where it does not yet. */
export const Browsers = () => {
  const say = useInboxWords()
  const { data, error } = useQuery(pushQuery)
  if (error) return <ProblemNote error={error} />
  if (!data) return null
  const isHere = data.items.some(({ id }) => id === pushId())
  return (
    <div className={styles.form}>
      <p className="small soft">{say('browsersMore')}</p>
      {data.items.length > 0 && (
        <ul>
          {data.items.map((browser) => (
            <Browser key={browser.id} browser={browser} />
          ))}
        </ul>
      )}
      {!isHere && <AddHere publicKey={data.publicKey} />}
    </div>
  )
}
