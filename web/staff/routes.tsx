import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { decisionFilter, paymentKind, paymentState } from '#wire/payments'
import { Inside } from './inside.tsx'
import { NothingHere } from './nothing-here.tsx'
import { FirstPlace } from './places.tsx'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const root = createRootRoute({ component: Inside, notFoundComponent: NothingHere })

const first = createRoute({ getParentRoute: () => root, path: '/', component: FirstPlace })

const queue = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  component: lazyRouteComponent(() => import('./features/payments/queue-page.tsx'), 'QueuePage'),
})
const review = createRoute({
  getParentRoute: () => root,
  path: '/reviews/$id',
  component: lazyRouteComponent(() => import('./features/payments/review-page.tsx'), 'ReviewPage'),
})
const payments = createRoute({
  getParentRoute: () => root,
  path: '/payments',
  validateSearch: (search) => ({
    state: paymentState.safeParse(search.state).data,
    kind: paymentKind.safeParse(search.kind).data,
  }),
  component: lazyRouteComponent(() => import('./features/payments/payments-page.tsx'), 'PaymentsPage'),
})
const payment = createRoute({
  getParentRoute: () => root,
  path: '/payments/$id',
  component: lazyRouteComponent(() => import('./features/payments/payment-page.tsx'), 'PaymentPage'),
})
const decisions = createRoute({
  getParentRoute: () => root,
  path: '/decisions',
  validateSearch: (search) => decisionFilter.safeParse(search).data ?? {},
  component: lazyRouteComponent(() => import('./features/decisions/decisions-page.tsx'), 'DecisionsPage'),
})
const decision = createRoute({
  getParentRoute: () => root,
  path: '/decisions/$id',
  component: lazyRouteComponent(() => import('./features/decisions/decision-page.tsx'), 'DecisionPage'),
})
const tryIt = createRoute({
  getParentRoute: () => root,
  path: '/try-it',
  component: lazyRouteComponent(() => import('./features/try-it/try-it-page.tsx'), 'TryItPage'),
})
const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: (search) => ({ search: text(search.search) }),
  component: lazyRouteComponent(() => import('./features/customers/customers-page.tsx'), 'CustomersPage'),
})
const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$id',
  component: lazyRouteComponent(() => import('./features/customers/customer-page.tsx'), 'CustomerPage'),
})
const counter = createRoute({
  getParentRoute: () => root,
  path: '/counter',
  component: lazyRouteComponent(() => import('./features/counter/counter-page.tsx'), 'CounterPage'),
})
const clients = createRoute({
  getParentRoute: () => root,
  path: '/clients',
  component: lazyRouteComponent(() => import('./features/clients/clients-page.tsx'), 'ClientsPage'),
})
const thirdParties = createRoute({
  getParentRoute: () => root,
  path: '/third-parties',
  component: lazyRouteComponent(() => import('./features/third-parties/third-parties-page.tsx'), 'ThirdPartiesPage'),
})
const books = createRoute({
  getParentRoute: () => root,
  path: '/books',
  component: lazyRouteComponent(() => import('./features/books/books-page.tsx'), 'BooksPage'),
})
const periods = createRoute({
  getParentRoute: () => root,
  path: '/periods',
  component: lazyRouteComponent(() => import('./features/periods/periods-page.tsx'), 'PeriodsPage'),
})

const cases = createRoute({
  getParentRoute: () => root,
  path: '/cases',
  validateSearch: (search) => ({ state: search.state === 'closed' ? ('closed' as const) : undefined }),
  component: lazyRouteComponent(() => import('./features/cases/cases-page.tsx'), 'CasesPage'),
})
const caseFile = createRoute({
  getParentRoute: () => root,
  path: '/cases/$id',
  component: lazyRouteComponent(() => import('./features/cases/case-page.tsx'), 'CasePage'),
})
const rules = createRoute({
  getParentRoute: () => root,
  path: '/rules',
  component: lazyRouteComponent(() => import('./features/rules/rules-page.tsx'), 'RulesPage'),
})
const rule = createRoute({
  getParentRoute: () => root,
  path: '/rules/$id',
  component: lazyRouteComponent(() => import('./features/rules/rule-page.tsx'), 'RulePage'),
})
const policy = createRoute({
  getParentRoute: () => root,
  path: '/policy',
  component: lazyRouteComponent(() => import('./features/rules/policy/policy-page.tsx'), 'PolicyPage'),
})
const models = createRoute({
  getParentRoute: () => root,
  path: '/models',
  validateSearch: (search) => ({ model: text(search.model) }),
  component: lazyRouteComponent(() => import('./features/models/models-page.tsx'), 'ModelsPage'),
})

export const router = createRouter({
  basepath: '/staff',
  routeTree: root.addChildren([
    first,
    queue,
    review,
    cases,
    caseFile,
    rules,
    rule,
    policy,
    payments,
    payment,
    decisions,
    decision,
    tryIt,
    customers,
    customer,
    counter,
    clients,
    thirdParties,
    books,
    periods,
    models,
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
})
