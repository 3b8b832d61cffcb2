import type { TablerIcon } from '@tabler/icons-react'
import {
  IconAdjustments,
  IconArrowsExchange,
  IconBook2,
  IconCalendarCheck,
  IconCash,
  IconChartDots,
  IconFilterCog,
  IconFolderOpen,
  IconInbox,
  IconKey,
  IconPlugConnected,
  IconScale,
  IconTestPipe,
  IconUsers,
} from '@tabler/icons-react'
import { Navigate } from '@tanstack/react-router'
import type { Role } from '#wire/identity'
import { usePerson } from './person.tsx'

/** A place of the console and the roles that it is for. */
export type ConsolePlace = {
  readonly to: string
  readonly key:
    | 'reviews'
    | 'cases'
    | 'rules'
    | 'policy'
    | 'counter'
    | 'payments'
    | 'decisions'
    | 'tryIt'
    | 'customers'
    | 'clients'
    | 'thirdParties'
    | 'books'
    | 'periods'
    | 'models'
  readonly icon: TablerIcon
  readonly roles: readonly Role[]
}

const places: readonly ConsolePlace[] = [
  { to: '/reviews', key: 'reviews', icon: IconInbox, roles: ['analyst'] },
  { to: '/cases', key: 'cases', icon: IconFolderOpen, roles: ['analyst'] },
  { to: '/counter', key: 'counter', icon: IconCash, roles: ['teller'] },
  { to: '/payments', key: 'payments', icon: IconArrowsExchange, roles: ['analyst', 'teller', 'administrator'] },
  { to: '/decisions', key: 'decisions', icon: IconScale, roles: ['analyst', 'administrator'] },
  { to: '/try-it', key: 'tryIt', icon: IconTestPipe, roles: ['analyst', 'administrator'] },
  { to: '/customers', key: 'customers', icon: IconUsers, roles: ['analyst', 'teller', 'administrator'] },
  { to: '/rules', key: 'rules', icon: IconFilterCog, roles: ['analyst', 'administrator'] },
  { to: '/policy', key: 'policy', icon: IconAdjustments, roles: ['analyst', 'administrator'] },
  { to: '/clients', key: 'clients', icon: IconKey, roles: ['administrator'] },
  { to: '/third-parties', key: 'thirdParties', icon: IconPlugConnected, roles: ['administrator'] },
  { to: '/models', key: 'models', icon: IconChartDots, roles: ['analyst', 'administrator'] },
  { to: '/books', key: 'books', icon: IconBook2, roles: ['analyst', 'administrator'] },
  { to: '/periods', key: 'periods', icon: IconCalendarCheck, roles: ['analyst', 'administrator'] },
]

/** The places that a person with these roles may go to. */
export const placesOf = (roles: readonly Role[]): readonly ConsolePlace[] =>
  places.filter((place) => place.roles.some((role) => roles.includes(role)))

/** Whether a path leads to a place that these roles may not go to. */
export const isClosed = (path: string, roles: readonly Role[]): boolean =>
  places.some(({ to, roles: open }) => path.startsWith(to) && !open.some((role) => roles.includes(role)))

/** Leads a person to the first place of their role. */
export const FirstPlace = () => {
  const [first] = placesOf(usePerson().roles)
  return first ? <Navigate to={first.to} replace /> : null
}
