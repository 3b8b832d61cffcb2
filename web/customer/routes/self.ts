/** The customer’s own settings and what they were told. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from './trunk.tsx'

const profile = createRoute({
  getParentRoute: () => inside,
  path: '/profile',
  component: lazyRouteComponent(() => import('../features/profile/profile-page.tsx'), 'ProfilePage'),
})

const security = createRoute({
  getParentRoute: () => inside,
  path: '/security',
  component: lazyRouteComponent(() => import('../features/security/security-page.tsx'), 'SecurityPage'),
})

const readings = createRoute({
  getParentRoute: () => inside,
  path: '/who-looked',
  component: lazyRouteComponent(() => import('../features/readings/readings-page.tsx'), 'ReadingsPage'),
})

const consents = createRoute({
  getParentRoute: () => inside,
  path: '/consents',
  component: lazyRouteComponent(() => import('../features/consent/consents-page.tsx'), 'ConsentsPage'),
})

const inbox = createRoute({
  getParentRoute: () => inside,
  path: '/inbox',
  component: lazyRouteComponent(() => import('../features/inbox/inbox-page.tsx'), 'InboxPage'),
})

const inboxSettings = createRoute({
  getParentRoute: () => inside,
  path: '/inbox/settings',
  component: lazyRouteComponent(() => import('../features/inbox/settings-page.tsx'), 'InboxSettingsPage'),
})

export const ownRoutes = [profile, security, readings, consents, inbox, inboxSettings] as const
