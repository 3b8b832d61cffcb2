import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Session } from '#wire/identity'
import { endMySession } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { sessionsQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { clockTime, dayAndTime, nearness } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useSaySignal } from '../../../prove/signal-words.ts'
import { browserName } from '../../../shared/passkeys/browser-name.ts'
import { NotMe } from './not-me.tsx'
import styles from './security-page.module.css'
import { useSecurityWords } from './security-words.ts'

const useSay = () => {
  const say = useSecurityWords()
  const language = useLanguage()
  return {
    say,
    browser: ({ userAgent }: Session) => browserName(userAgent) || say('someBrowser'),
    moment: (instant: string): string => {
      const at = new Date(instant)
      const near = nearness(at, new Date())
      return near === 'earlier' ? dayAndTime(at, language) : say(near, { time: clockTime(at, language) })
    },
  }
}

const OpenSession = ({ session }: { session: Session }) => {
  const { say, browser, moment } = useSay()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(endMySession, { params: { id: session.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  const isHandheld = /Mobile|Android|iPhone|iPad/.test(session.userAgent)
  return (
    <li className={styles.row}>
      <Icon of={isHandheld ? IconDeviceMobile : IconDeviceDesktop} />
      <div className={styles.words}>
        <p className="strong">{browser(session)}</p>
        <p className="tiny mut">
          {session.isCurrent ? say('here') : say('lastSeen', { time: moment(session.seenAt) })}
        </p>
      </div>
      {!session.isCurrent && (
        <div className={styles.acts}>
          <Button look="plain" busy={isPending} onClick={() => mutate()}>
            <span aria-hidden="true">{say('end')}</span>
            <span className="vh">
              {say('endOfSince', { browser: browser(session), time: moment(session.startedAt) })}
            </span>
          </Button>
        </div>
      )}
      {error && (
        <div className={styles.below}>
          <ProblemNote error={error} />
        </div>
      )}
    </li>
  )
}

const Noticed = ({ session }: { session: Session }) => {
  const saySignal = useSaySignal()
  if (session.signals.length === 0) return null
  return (
    <ul className={styles.noticed}>
      {session.signals.map((kind) => (
        <li key={kind}>{saySignal(kind)}</li>
      ))}
    </ul>
  )
}

/** What ended without being the person's: said, with what to do next. */
const Disowned = () => {
  const { say } = useSay()
  return (
    <Note tone="stop" lead={say('wasNotMe')}>
      {say('passwordNext')} <Link to="/profile">{say('passwordLink')}</Link>
    </Note>
  )
}

const Past = ({ session }: { session: Session }) => {
  const { say, browser, moment } = useSay()
  const [isAsking, setAsking] = useState(false)
  const { enteredWith, isNewDevice, startedAt, signals, isDisowned, isCurrent, isOpen } = session
  const how = [...(enteredWith ? [say(`${enteredWith}_`)] : []), ...(isNewDevice ? [say('firstTime')] : [])]
  const isOdd = isNewDevice || signals.length > 0
  const canDisown = !isCurrent && !isDisowned && (isOdd || isOpen)
  return (
    <li data-first={isOdd || undefined}>
      <p className="strong">
        <time dateTime={startedAt}>{moment(startedAt)}</time>
      </p>
      <p className="small soft">{[browser(session), ...how].join(', ')}</p>
      <Noticed session={session} />
      {isDisowned && <Disowned />}
      {canDisown && !isAsking && (
        <Button look="plain" onClick={() => setAsking(true)}>
          <span aria-hidden="true">{say('notMe')}</span>
          <span className="vh">{say('notMeOf', { browser: browser(session), time: moment(startedAt) })}</span>
        </Button>
      )}
      {canDisown && isAsking && <NotMe session={session.id} onLeave={() => setAsking(false)} />}
    </li>
  )
}

/** Where I am signed in, each with a way to end it, and the sign-ins of the last ninety days. */
export const Sessions = () => {
  const { say } = useSay()
  const { data, error } = useQuery(sessionsQuery)
  if (error) return <ProblemNote error={error} />
  if (!data) return <Loading />
  return (
    <>
      <Section title={say('sessions')}>
        <ul className={styles.rows}>
          {data
            .filter(({ isOpen }) => isOpen)
            .map((session) => (
              <OpenSession key={session.id} session={session} />
            ))}
        </ul>
      </Section>
      <Section title={say('timeline')}>
        <p className={`small soft ${styles.lede}`}>{say('timelineMore')}</p>
        <ol className={styles.line}>
          {data.map((session) => (
            <Past key={session.id} session={session} />
          ))}
        </ol>
      </Section>
    </>
  )
}
