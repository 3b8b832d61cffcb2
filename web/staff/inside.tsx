import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation } from '@tanstack/react-router'
import type { Person } from '#wire/identity'
import { Loading } from '../kit/empty.tsx'
import { ProblemNote } from '../kit/problem-note.tsx'
import { SkipLink } from '../kit/shell.tsx'
import { Alarms } from './alarms.tsx'
import { Alerts } from './alerts.tsx'
import { NotStaff } from './features/entry/not-staff.tsx'
import { SignIn } from './features/entry/sign-in.tsx'
import styles from './frame.module.css'
import { NotYours } from './nothing-here.tsx'
import { PermissionsContext, PersonContext } from './person.tsx'
import { isClosed } from './places.tsx'
import { meQuery, rightsQuery } from './queries.ts'
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

const Console = ({ person, permissions }: { person: Person; permissions: ReadonlySet<string> }) => {
  const { pathname } = useLocation()
  return (
    <PersonContext value={person}>
      <PermissionsContext value={permissions}>
        <SaidProvider>
          <SkipLink />
          <div className={styles.app}>
            <Rail />
            <div className={styles.told}>
              <Alerts />
              <Alarms />
              <StatusLine />
            </div>
            {isClosed(pathname, permissions) ? <NotYours /> : <Outlet />}
          </div>
        </SaidProvider>
      </PermissionsContext>
    </PersonContext>
  )
}

/** The gate of the console: staff come in, customers are told where they are, everybody else signs in. */
export const Inside = () => {
  const { data: person, error: unknown, refetch } = useQuery(meQuery)
  const { data: rights, error: closed } = useQuery({ ...rightsQuery, enabled: person?.kind === 'staff' })
  const error = unknown ?? closed
  if (person === null) return <SignIn />
  if (person?.kind === 'customer') return <NotStaff person={person} />
  if (person && rights) return <Console person={person} permissions={new Set(rights.permissions)} />
  return (
    <main id="main" className={styles.gate}>
      <h1 className="vh">Bankserver</h1>
      {error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />}
    </main>
  )
}
