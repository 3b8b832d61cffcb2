import type { TablerIcon } from '@tabler/icons-react'
import {
  IconAdjustments,
  IconArrowsExchange,
  IconBook2,
  IconCalendarCheck,
  IconCash,
  IconChartDots,
  IconDoor,
  IconEye,
  IconFilterCog,
  IconFingerprint,
  IconFolderOpen,
  IconIdBadge2,
  IconInbox,
  IconKey,
  IconListCheck,
  IconLockAccess,
  IconMessageExclamation,
  IconPlugConnected,
  IconReceipt2,
  IconScale,
  IconSignature,
  IconTestPipe,
  IconTree,
  IconUrgent,
  IconUsers,
  IconWebhook,
  IconWorld,
} from '@tabler/icons-react'
import { Navigate } from '@tanstack/react-router'
import { usePermissions } from './person.tsx'

/** A place of the console and the permission that opens it. */
export type ConsolePlace = {
  readonly to: string
  readonly key:
    | 'reviews'
    | 'cases'
    | 'disputes'
    | 'fees'
    | 'rules'
    | 'policy'
    | 'counter'
    | 'payments'
    | 'decisions'
    | 'tryIt'
    | 'customers'
    | 'clients'
    | 'thirdParties'
    | 'webhooks'
    | 'books'
    | 'periods'
    | 'abroad'
    | 'reconciliation'
    | 'models'
    | 'approvals'
    | 'lockers'
    | 'roles'
    | 'members'
    | 'breakGlass'
    | 'readings'
    | 'log'
    | 'security'
  readonly icon: TablerIcon
  readonly needs: string
}

/** Places that belong together, under a name of their own. */
export type PlaceGroup = {
  readonly key: 'work' | 'rulesGroup' | 'booksGroup' | 'access' | 'records'
  readonly places: readonly ConsolePlace[]
}

/** Whoever works here may look after their own passkeys. */
const everybody = 'everybody'

/** In the order of the rail; the first that a role opens is where its work begins. */
const groups: readonly PlaceGroup[] = [
  {
    key: 'work',
    places: [
      { to: '/reviews', key: 'reviews', icon: IconInbox, needs: 'reviews:decide' },
      { to: '/cases', key: 'cases', icon: IconFolderOpen, needs: 'cases:work' },
      { to: '/disputes', key: 'disputes', icon: IconMessageExclamation, needs: 'disputes:decide' },
      { to: '/counter', key: 'counter', icon: IconCash, needs: 'counter:serve' },
      { to: '/payments', key: 'payments', icon: IconArrowsExchange, needs: 'payments:read' },
      { to: '/decisions', key: 'decisions', icon: IconScale, needs: 'models:read' },
      { to: '/customers', key: 'customers', icon: IconUsers, needs: 'customers:read' },
      { to: '/lockers', key: 'lockers', icon: IconDoor, needs: 'lockers:watch' },
    ],
  },
  {
    key: 'rulesGroup',
    places: [
      { to: '/try-it', key: 'tryIt', icon: IconTestPipe, needs: 'models:read' },
      { to: '/rules', key: 'rules', icon: IconFilterCog, needs: 'rules:set' },
      { to: '/policy', key: 'policy', icon: IconAdjustments, needs: 'rules:set' },
      { to: '/fees', key: 'fees', icon: IconReceipt2, needs: 'fees:set' },
      { to: '/models', key: 'models', icon: IconChartDots, needs: 'models:read' },
    ],
  },
  {
    key: 'booksGroup',
    places: [
      { to: '/books', key: 'books', icon: IconBook2, needs: 'ledger:read' },
      { to: '/periods', key: 'periods', icon: IconCalendarCheck, needs: 'ledger:read' },
      { to: '/abroad', key: 'abroad', icon: IconWorld, needs: 'corridors:read' },
      { to: '/reconciliation', key: 'reconciliation', icon: IconListCheck, needs: 'books:reconcile' },
    ],
  },
  {
    key: 'access',
    places: [
      { to: '/approvals', key: 'approvals', icon: IconSignature, needs: 'approvals:sign' },
      { to: '/members', key: 'members', icon: IconIdBadge2, needs: 'staff:manage' },
      { to: '/roles', key: 'roles', icon: IconLockAccess, needs: 'roles:read' },
      { to: '/break-glass', key: 'breakGlass', icon: IconUrgent, needs: 'glass:break' },
      { to: '/clients', key: 'clients', icon: IconKey, needs: 'clients:manage' },
      { to: '/third-parties', key: 'thirdParties', icon: IconPlugConnected, needs: 'clients:manage' },
      { to: '/webhooks', key: 'webhooks', icon: IconWebhook, needs: 'webhooks:manage' },
    ],
  },
  {
    key: 'records',
    places: [
      { to: '/readings', key: 'readings', icon: IconEye, needs: 'readings:read' },
      { to: '/log', key: 'log', icon: IconTree, needs: 'log:read' },
      { to: '/security', key: 'security', icon: IconFingerprint, needs: everybody },
    ],
  },
]

const places = groups.flatMap((group) => group.places)

const isOpen = ({ needs }: ConsolePlace, permissions: ReadonlySet<string>): boolean =>
  needs === everybody || permissions.has(needs)

/** The places that a person with these permissions may go to; no group is empty. */
export const placeGroupsOf = (permissions: ReadonlySet<string>): readonly PlaceGroup[] =>
  groups
    .map((group) => ({ ...group, places: group.places.filter((place) => isOpen(place, permissions)) }))
    .filter((group) => group.places.length > 0)

/** Whether a path leads to a place that these permissions do not open. */
export const isClosed = (path: string, permissions: ReadonlySet<string>): boolean =>
  places.some((place) => path.startsWith(place.to) && !isOpen(place, permissions))

/** Leads a person to the first place of their role. */
export const FirstPlace = () => {
  const first = placeGroupsOf(usePermissions())[0]?.places[0]
  return first ? <Navigate to={first.to} replace /> : null
}
