import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answerIncident } from '#wire/locker'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { dayAndTime } from '../../../kit/dates.ts'
import { TextField } from '../../../kit/field.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { type Mine, myPictureQuery, useRefreshMine } from './locker-queries.ts'
import { useLockerWords } from './locker-words.ts'
import styles from './lockers.module.css'

type Incident = Mine['incidents'][number]

const Picture = ({ id }: { id: string }) => {
  const say = useLockerWords()
  const [isWanted, setWanted] = useState(false)
  const { data, error, isFetching, refetch } = useQuery({ ...myPictureQuery(id), enabled: isWanted })
  if (data) return <img className={styles.picture} src={data.url} alt={say('pictureShown')} />
  if (error) return <ProblemNote error={error} onRetry={() => refetch()} />
  return (
    <Button busy={isFetching} onClick={() => setWanted(true)}>
      {say('picture')}
    </Button>
  )
}

const Answer = ({ incident }: { incident: Incident }) => {
  const say = useLockerWords()
  const refresh = useRefreshMine()
  const [code, setCode] = useState('')
  const [isTried, setTried] = useState(false)
  const params = { id: incident.id }
  const isMissing = incident.needsCode && !/^\d{6}$/.test(code)
  const { mutate, isPending, error } = useMutation({
    mutationFn: (answer: 'me' | 'not-me') => {
      if (answer === 'not-me') return call(answerIncident, { params, body: { answer } })
      return call(answerIncident, { params, body: incident.needsCode ? { answer, code } : { answer } })
    },
    onSuccess: refresh,
  })
  return (
    <>
      {incident.needsCode && (
        <TextField
          label={say('incidentCode')}
          hint={say('incidentCodeHint')}
          value={code}
          onChange={(value) => setCode(value.replace(/\D/g, '').slice(0, 6))}
          inputMode="numeric"
          autoComplete="one-time-code"
          error={isTried && isMissing ? say('codeMissing') : undefined}
        />
      )}
      {error && <ProblemNote error={error} />}
      <div className={styles.acts}>
        <Button
          busy={isPending}
          onClick={() => {
            setTried(true)
            if (!isMissing) mutate('me')
          }}
        >
          {say('me')}
        </Button>
        <Button look="stop" busy={isPending} onClick={() => mutate('not-me')}>
          {say('notMe')}
        </Button>
      </div>
    </>
  )
}

const OneIncident = ({ incident }: { incident: Incident }) => {
  const say = useLockerWords()
  const language = useLanguage()
  const { box, branch, kind, door, at, picture, answer } = incident
  return (
    <li className={styles.item}>
      <h3>{say(kind, { box })}</h3>
      <p className="small soft">
        {say('at', { branch, time: dayAndTime(new Date(at), language) })}. {say(door === 'owner' ? 'owner_door' : door)}
      </p>
      {picture && <Picture id={picture} />}
      {answer ? <p>{say(answer === 'me' ? 'saidMe' : 'saidNotMe')}</p> : <Answer incident={incident} />}
    </li>
  )
}

/** Who was turned away from the customer's boxes, with the picture, and whether it was them. */
export const Incidents = ({ incidents }: { incidents: readonly Incident[] }) => {
  const say = useLockerWords()
  return (
    <Section title={say('incidents')} ruled>
      {incidents.length === 0 ? (
        <p className={styles.item}>{say('noIncident')}</p>
      ) : (
        <ul>
          {incidents.map((incident) => (
            <OneIncident key={incident.id} incident={incident} />
          ))}
        </ul>
      )}
    </Section>
  )
}
