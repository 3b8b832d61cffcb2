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

/** Whoever works here may look after their own passkeys. */
const everybody = 'everybody'

const places: readonly ConsolePlace[] = [
  { to: '/reviews', key: 'reviews', icon: IconInbox, needs: 'reviews:decide' },
  { to: '/cases', key: 'cases', icon: IconFolderOpen, needs: 'cases:work' },
  { to: '/disputes', key: 'disputes', icon: IconMessageExclamation, needs: 'disputes:decide' },
  { to: '/counter', key: 'counter', icon: IconCash, needs: 'counter:serve' },
  { to: '/payments', key: 'payments', icon: IconArrowsExchange, needs: 'payments:read' },
  { to: '/decisions', key: 'decisions', icon: IconScale, needs: 'models:read' },
  { to: '/try-it', key: 'tryIt', icon: IconTestPipe, needs: 'models:read' },
  { to: '/customers', key: 'customers', icon: IconUsers, needs: 'customers:read' },
  { to: '/lockers', key: 'lockers', icon: IconDoor, needs: 'lockers:watch' },
  { to: '/rules', key: 'rules', icon: IconFilterCog, needs: 'rules:set' },
  { to: '/policy', key: 'policy', icon: IconAdjustments, needs: 'rules:set' },
  { to: '/fees', key: 'fees', icon: IconReceipt2, needs: 'fees:set' },
  { to: '/models', key: 'models', icon: IconChartDots, needs: 'models:read' },
  { to: '/books', key: 'books', icon: IconBook2, needs: 'ledger:read' },
  { to: '/periods', key: 'periods', icon: IconCalendarCheck, needs: 'ledger:read' },
  { to: '/abroad', key: 'abroad', icon: IconWorld, needs: 'corridors:read' },
  { to: '/reconciliation', key: 'reconciliation', icon: IconListCheck, needs: 'books:reconcile' },
  { to: '/approvals', key: 'approvals', icon: IconSignature, needs: 'approvals:sign' },
  { to: '/break-glass', key: 'breakGlass', icon: IconUrgent, needs: 'glass:break' },
  { to: '/members', key: 'members', icon: IconIdBadge2, needs: 'staff:manage' },
  { to: '/roles', key: 'roles', icon: IconLockAccess, needs: 'roles:read' },
  { to: '/clients', key: 'clients', icon: IconKey, needs: 'clients:manage' },
  { to: '/third-parties', key: 'thirdParties', icon: IconPlugConnected, needs: 'clients:manage' },
  { to: '/webhooks', key: 'webhooks', icon: IconWebhook, needs: 'webhooks:manage' },
  { to: '/readings', key: 'readings', icon: IconEye, needs: 'readings:read' },
  { to: '/log', key: 'log', icon: IconTree, needs: 'log:read' },
  { to: '/security', key: 'security', icon: IconFingerprint, needs: everybody },
]

const isOpen = ({ needs }: ConsolePlace, permissions: ReadonlySet<string>): boolean =>
  needs === everybody || permissions.has(needs)

/** The places that a person with these permissions may go to. */
export const placesOf = (permissions: ReadonlySet<string>): readonly ConsolePlace[] =>
  places.filter((place) => isOpen(place, permissions))

/** Whether a path leads to a place that these permissions do not open. */
export const isClosed = (path: string, permissions: ReadonlySet<string>): boolean =>
  places.some((place) => path.startsWith(place.to) && !isOpen(place, permissions))

/** Leads a person to the first place of their role. */
export const FirstPlace = () => {
  const [first] = placesOf(usePermissions())
  return first ? <Navigate to={first.to} replace /> : null
}
