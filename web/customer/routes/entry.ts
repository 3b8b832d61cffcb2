/** What is open to everybody, and the ways in. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { bank, root, text } from './trunk.tsx'

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
})

const tour = createRoute({
  getParentRoute: () => root,
  path: '/features',
  component: lazyRouteComponent(() => import('../features/home/tour-page.tsx'), 'TourPage'),
})

const register = createRoute({
  getParentRoute: () => bank,
  path: '/register',
  component: lazyRouteComponent(() => import('../features/entry/registration-page.tsx'), 'RegistrationPage'),
})

const signIn = createRoute({
  getParentRoute: () => bank,
  path: '/sign-in',
  validateSearch: (search) => ({ next: text(search.next) }),
  component: lazyRouteComponent(() => import('../features/entry/sign-in-page.tsx'), 'SignInPage'),
})

const refused = createRoute({
  getParentRoute: () => bank,
  path: '/consent/refused',
  component: lazyRouteComponent(() => import('../features/consent/not-asked.tsx'), 'RefusedPage'),
})

const consent = createRoute({
  getParentRoute: () => bank,
  path: '/consent/$id',
  component: lazyRouteComponent(() => import('../features/consent/consent-page.tsx'), 'ConsentPage'),
})

const recover = createRoute({
  getParentRoute: () => bank,
  path: '/recover',
  component: lazyRouteComponent(() => import('../features/entry/recovery-page.tsx'), 'RecoveryPage'),
})

const stopRecovery = createRoute({
  getParentRoute: () => bank,
  path: '/recover/stop',
  component: lazyRouteComponent(() => import('../features/entry/stop-recovery-page.tsx'), 'StopRecoveryPage'),
})

/** Public pages load neither the client nor the queries. */
export const publicRoutes = [home, tour] as const
export const entryRoutes = [register, signIn, refused, consent, recover, stopRecovery] as const
