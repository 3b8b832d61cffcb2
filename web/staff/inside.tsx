import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation } from '@tanstack/react-router'
import type { Person } from '#wire/identity'
import { Loading } from '../kit/empty.tsx'
import { ProblemNote } from '../kit/problem-note.tsx'
import { SkipLink } from '../kit/shell.tsx'
import { Alerts } from './alerts.tsx'
import { NotStaff } from './features/entry/not-staff.tsx'
import { SignIn } from './features/entry/sign-in.tsx'
import styles from './frame.module.css'
import { NotYours } from './nothing-here.tsx'
import { PersonContext } from './person.tsx'
import { isClosed, placesOf } from './places.tsx'
import { meQuery } from './queries.ts'
import { Rail } from './rail.tsx'
import { SaidProvider, useSaid } from './said.tsx'

const StatusLine = () => {
  const said = useSaid()
  return (
    <div role="status" className={said ? styles.said : 'vh'}>
      {said}
    </div>
  )
}

const Console = ({ person }: { person: Person }) => {
  const { pathname } = useLocation()
  return (
    <PersonContext value={person}>
      <SaidProvider>
        <SkipLink />
        <div className={styles.app}>
          <Rail />
          <div className={styles.told}>
            <Alerts />
            <StatusLine />
          </div>
          {isClosed(pathname, person.roles) ? <NotYours /> : <Outlet />}
        </div>
      </SaidProvider>
    </PersonContext>
  )
}

/** The gate of the console: staff come in, customers are told where they are, everybody else signs in. */
export const Inside = () => {
  const { data: person, error, refetch } = useQuery(meQuery)
  if (person === null) return <SignIn />
  if (person) return placesOf(person.roles).length > 0 ? <Console person={person} /> : <NotStaff person={person} />
  return (
    <main id="main" className={styles.gate}>
      <h1 className="vh">Bankserver</h1>
      {error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />}
    </main>
  )
}
