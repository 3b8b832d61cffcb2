import { IconArrowDownLeft, IconArrowUpRight, IconHome, IconList, IconSend, IconUserCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { meQuery } from '../api/queries.ts'
import { Loading } from '../kit/empty.tsx'
import { ProblemNote } from '../kit/problem-note.tsx'
import { Header, IconLink, Page, TabBar } from '../kit/shell.tsx'
import { Alerts } from './alerts.tsx'
import { Bell } from './bell.tsx'
import { RecoveryLine } from './recovery-line.tsx'
import { useShellWords } from './shell-words.ts'

// Pages with one task keep their acts at the foot of a phone, where the tabs would be.
const tasks = [
  '/send',
  '/receive',
  '/scan',
  '/deposit',
  '/withdraw',
  '/payments',
  '/payment-files/',
  '/open',
  '/ask',
  '/requests/',
  '/charges/',
  '/disputes/',
  '/standing-orders/new',
  '/abroad/new',
]

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

/** Leads whoever is not signed in to the sign-in, once, and from there back to where they wanted to be. */
const useSignInFirst = (isNobody: boolean): void => {
  const navigate = useNavigate()
  useEffect(() => {
    // The address is read here and not rendered with: it changes while the page is being left.
    if (isNobody) navigate({ to: '/sign-in', search: { next: window.location.pathname }, replace: true })
  }, [isNobody, navigate])
}

/** What only a signed-in customer sees: the places, the page, and the way to the sign-in for everybody else. */
export const Inside = () => {
  const say = useShellWords()
  const places = usePlaces()
  const { pathname } = useLocation()
  const { data: person, error, refetch } = useQuery(meQuery)
  const isTask = tasks.some((path) => pathname.startsWith(path)) || pathname.endsWith('/change')
  useSignInFirst(person === null)
  return (
    <>
      <Header home="/overview" places={places} isTask={isTask}>
        {person && <Bell />}
        <IconLink to="/profile" icon={IconUserCircle} label={say('profileOf', { name: person?.name ?? '' })} />
      </Header>
      <Alerts isOn={Boolean(person)} />
      {person && <RecoveryLine />}
      {person && <Outlet />}
      {!person && (
        <Page title="Bankserver">
          {error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />}
        </Page>
      )}
      {!isTask && <TabBar places={places} />}
    </>
  )
}
