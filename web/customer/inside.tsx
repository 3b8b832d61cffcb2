import { IconArrowDownLeft, IconArrowUpRight, IconHome, IconList, IconSend, IconUserCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Navigate, Outlet, useLocation } from '@tanstack/react-router'
import { meQuery } from '../api/queries.ts'
import { Loading } from '../kit/empty.tsx'
import { ProblemNote } from '../kit/problem-note.tsx'
import { Header, IconLink, Page, TabBar } from '../kit/shell.tsx'
import { useShellWords } from './shell-words.ts'

// Pages with one task keep their acts at the foot of a phone, where the tabs would be.
const tasks = ['/send', '/deposit', '/withdraw', '/payments', '/open']

const usePlaces = () => {
  const say = useShellWords()
  return [
    { to: '/overview', label: say('overview'), icon: IconHome },
    { to: '/send', label: say('send'), icon: IconSend },
    { to: '/deposit', label: say('deposit'), icon: IconArrowDownLeft },
    { to: '/withdraw', label: say('withdraw'), icon: IconArrowUpRight },
    { to: '/history', label: say('history'), icon: IconList },
  ]
}

/** What only a signed-in customer sees: the places, the page, and the way to the sign-in for everybody else. */
export const Inside = () => {
  const say = useShellWords()
  const places = usePlaces()
  const { pathname } = useLocation()
  const { data: person, error, refetch } = useQuery(meQuery)
  const isTask = tasks.some((path) => pathname.startsWith(path))
  if (person === null) return <Navigate to="/sign-in" search={{ next: pathname }} replace />
  return (
    <>
      <Header home="/overview" places={places} isTask={isTask}>
        <IconLink to="/profile" icon={IconUserCircle} label={say('profileOf', { name: person?.name ?? '' })} />
      </Header>
      {person && <Outlet />}
      {person === undefined && (
        <Page title="Bankserver">
          {error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />}
        </Page>
      )}
      {!isTask && <TabBar places={places} />}
    </>
  )
}
