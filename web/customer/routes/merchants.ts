/** What merchants take, and what is said against it. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from './trunk.tsx'

const charges = createRoute({
  getParentRoute: () => inside,
  path: '/charges',
  component: lazyRouteComponent(() => import('../features/charges/charges-page.tsx'), 'ChargesPage'),
})

const newCharge = createRoute({
  getParentRoute: () => inside,
  path: '/charges/new',
  component: lazyRouteComponent(() => import('../features/charges/take-page.tsx'), 'TakePage'),
})

const charge = createRoute({
  getParentRoute: () => inside,
  path: '/charges/$id',
  component: lazyRouteComponent(() => import('../features/charges/charge-page.tsx'), 'ChargePage'),
})

const chargeLink = createRoute({
  getParentRoute: () => inside,
  path: '/charges/$id/$signature',
  component: lazyRouteComponent(() => import('../features/charges/charge-page.tsx'), 'ChargePage'),
})

const disputes = createRoute({
  getParentRoute: () => inside,
  path: '/disputes',
  component: lazyRouteComponent(() => import('../features/disputes/disputes-page.tsx'), 'DisputesPage'),
})

const newDispute = createRoute({
  getParentRoute: () => inside,
  path: '/disputes/new/$charge',
  component: lazyRouteComponent(() => import('../features/disputes/new-page.tsx'), 'NewDisputePage'),
})

const dispute = createRoute({
  getParentRoute: () => inside,
  path: '/disputes/$id',
  component: lazyRouteComponent(() => import('../features/disputes/dispute-page.tsx'), 'DisputePage'),
})

export const merchantRoutes = [charges, newCharge, charge, chargeLink, disputes, newDispute, dispute] as const
