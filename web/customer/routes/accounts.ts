/** What a customer holds, and what it costs. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside, text } from './trunk.tsx'

const overview = createRoute({
  getParentRoute: () => inside,
  path: '/overview',
  component: lazyRouteComponent(() => import('../features/accounts/overview-page.tsx'), 'OverviewPage'),
})

const openAccount = createRoute({
  getParentRoute: () => inside,
  path: '/open',
  component: lazyRouteComponent(() => import('../features/accounts/open-page.tsx'), 'OpenPage'),
})

const history = createRoute({
  getParentRoute: () => inside,
  path: '/history',
  validateSearch: (search) => ({ account: text(search.account) }),
  component: lazyRouteComponent(() => import('../features/accounts/history-page.tsx'), 'HistoryPage'),
})

const statements = createRoute({
  getParentRoute: () => inside,
  path: '/statements',
  validateSearch: (search) => ({ account: text(search.account) }),
  component: lazyRouteComponent(() => import('../features/statements/statements-page.tsx'), 'StatementsPage'),
})

const compare = createRoute({
  getParentRoute: () => inside,
  path: '/compare',
  validateSearch: (search) => ({ payment: text(search.payment) }),
  component: lazyRouteComponent(() => import('../features/compare/compare-page.tsx'), 'ComparePage'),
})

const limits = createRoute({
  getParentRoute: () => inside,
  path: '/limits',
  component: lazyRouteComponent(() => import('../features/limits/limits-page.tsx'), 'LimitsPage'),
})

const fees = createRoute({
  getParentRoute: () => inside,
  path: '/fees',
  component: lazyRouteComponent(() => import('../features/fees/fees-page.tsx'), 'FeesPage'),
})

const lockers = createRoute({
  getParentRoute: () => inside,
  path: '/lockers',
  component: lazyRouteComponent(() => import('../features/lockers/lockers-page.tsx'), 'LockersPage'),
})

export const accountRoutes = [overview, openAccount, history, statements, compare, limits, fees, lockers] as const
