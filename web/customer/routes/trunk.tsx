import { createRootRoute, createRoute, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { SkipLink } from '../../kit/shell.tsx'
import { NotFoundPage } from '../not-found-page.tsx'

/** An account number in an address; the router may have read it as a number. */
export const digits = (value: unknown): string | undefined =>
  /^\d{12}$/.test(String(value)) ? String(value) : undefined

/** What an address says, where it is text. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Below it is every page. */
export const root = createRootRoute({
  component: () => (
    <>
      <SkipLink />
      <Outlet />
    </>
  ),
  notFoundComponent: NotFoundPage,
})

/** Below it are the pages that need the client and the queries. */
export const bank = createRoute({
  getParentRoute: () => root,
  id: 'bank',
  component: lazyRouteComponent(() => import('../bank.tsx'), 'Bank'),
})

/** Below it are the pages of who is signed in. */
export const inside = createRoute({
  getParentRoute: () => bank,
  id: 'inside',
  component: lazyRouteComponent(() => import('../inside.tsx'), 'Inside'),
})
