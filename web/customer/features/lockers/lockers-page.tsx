import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { deleteMyFace } from '#wire/locker'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { Boxes } from './boxes.tsx'
import { Consents } from './consents.tsx'
import { Incidents } from './incidents.tsx'
import { type Mine, mineQuery, useRefreshMine } from './locker-queries.ts'
import { useLockerWords } from './locker-words.ts'
import styles from './lockers.module.css'

const Face = ({ face, onSaid }: { face: Mine['face']; onSaid: (text: string) => void }) => {
  const say = useLockerWords()
  const refresh = useRefreshMine()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(deleteMyFace, {}),
    onSuccess: () => {
      onSaid(say('faceDeleted'))
      return refresh()
    },
  })
  return (
    <Section title={say('face')} ruled>
      <div className={styles.item}>
        <p>{say(face === 'in-force' ? 'faceThere' : 'faceNone')}</p>
        {error && <ProblemNote error={error} />}
        {face === 'in-force' && (
          <div>
            <Button look="stop" busy={isPending} onClick={() => mutate()}>
              {say('deleteFace')}
            </Button>
          </div>
        )}
      </div>
    </Section>
  )
}

/** Safe-deposit boxes of the customer: consents first, then who was turned away, then the boxes and the face. */
export const LockersPage = () => {
  const say = useLockerWords()
  const { data, error, refetch } = useQuery(mineQuery)
  const [said, setSaid] = useState('')
  const isEmpty = data?.boxes.length === 0 && data.consents.length === 0 && data.face === 'none'
  return (
    <Page title={say('title')} back="/profile">
      <p className={styles.lead}>{say('lead')}</p>
      <div role="status">{said && <Note>{said}</Note>}</div>
      {!data && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />)}
      {data && <Consents consents={data.consents} onSaid={setSaid} />}
      {data && isEmpty && <Empty>{say('none')}</Empty>}
      {data && !isEmpty && (
        <>
          <Incidents incidents={data.incidents} />
          {data.boxes.length > 0 && <Boxes boxes={data.boxes} />}
          <Face face={data.face} onSaid={setSaid} />
        </>
      )}
    </Page>
  )
}
