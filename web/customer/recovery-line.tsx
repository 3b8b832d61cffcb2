import { IconHandStop } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { cancelMyRecovery, myRecovery } from '#wire/identity'
import { call } from '../api/call.ts'
import { Button } from '../kit/button.tsx'
import { Note } from '../kit/note.tsx'
import { ProblemNote } from '../kit/problem-note.tsx'
import { useLanguage } from '../kit/words.ts'
import styles from './recovery-line.module.css'
import { useShellWords } from './shell-words.ts'

const LOOK_MS = 60_000

const myRecoveryQuery = queryOptions({
  queryKey: ['my-recovery'],
  staleTime: LOOK_MS,
  queryFn: async ({ signal }) => (await call(myRecovery, { signal })).recovery,
})

/** Tells whoever is signed in that somebody is about to get into their account anew; one press stops it. */
export const RecoveryLine = () => {
  const say = useShellWords()
  const language = useLanguage()
  const client = useQueryClient()
  const { data } = useQuery(myRecoveryQuery)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(cancelMyRecovery, {}),
    onSettled: () => client.invalidateQueries(myRecoveryQuery),
  })
  if (!data) return null
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(data.opensAt),
  )
  return (
    <div className={styles.line}>
      <div role="status">
        <Note tone="stop" icon={IconHandStop} lead={say('recovery')}>
          {say('recoveryMore', { time })}
        </Note>
      </div>
      <Button look="stop" busy={isPending} onClick={() => mutate()}>
        {say('recoveryStop')}
      </Button>
      {error && <ProblemNote error={error} />}
    </div>
  )
}
