import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { uuid } from '#platform/endpoint'
import { readingChoice } from '#wire/identity'
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
const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./features/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
})
const webhookEndpoint = createRoute({
  getParentRoute: () => root,
  path: '/webhooks/$id',
  component: lazyRouteComponent(() => import('./features/webhooks/endpoint-page.tsx'), 'EndpointPage'),
})
const books = createRoute({
  getParentRoute: () => root,
  path: '/books',
  component: lazyRouteComponent(() => import('./features/books/books-page.tsx'), 'BooksPage'),
})
const abroad = createRoute({
  getParentRoute: () => root,
  path: '/abroad',
  component: lazyRouteComponent(() => import('./features/abroad/abroad-page.tsx'), 'AbroadPage'),
})
const reconciliation = createRoute({
  getParentRoute: () => root,
  path: '/reconciliation',
  component: lazyRouteComponent(
    () => import('./features/reconciliation/reconciliation-page.tsx'),
    'ReconciliationPage',
  ),
})
const disputes = createRoute({
  getParentRoute: () => root,
  path: '/disputes',
  component: lazyRouteComponent(() => import('./features/disputes/disputes-page.tsx'), 'DisputesPage'),
})
const dispute = createRoute({
  getParentRoute: () => root,
  path: '/disputes/$id',
  component: lazyRouteComponent(() => import('./features/disputes/dispute-page.tsx'), 'DisputePage'),
})
const fees = createRoute({
  getParentRoute: () => root,
  path: '/fees',
  component: lazyRouteComponent(() => import('./features/fees/fees-page.tsx'), 'FeesPage'),
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
const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  component: lazyRouteComponent(() => import('./features/approvals/approvals-page.tsx'), 'ApprovalsPage'),
})
const roles = createRoute({
  getParentRoute: () => root,
  path: '/roles',
  component: lazyRouteComponent(() => import('./features/roles/roles-page.tsx'), 'RolesPage'),
})
const members = createRoute({
  getParentRoute: () => root,
  path: '/members',
  component: lazyRouteComponent(() => import('./features/members/members-page.tsx'), 'MembersPage'),
})
const member = createRoute({
  getParentRoute: () => root,
  path: '/members/$id',
  component: lazyRouteComponent(() => import('./features/members/member-page.tsx'), 'MemberPage'),
})
const breakGlass = createRoute({
  getParentRoute: () => root,
  path: '/break-glass',
  component: lazyRouteComponent(() => import('./features/break-glass/break-glass-page.tsx'), 'BreakGlassPage'),
})
const readings = createRoute({
  getParentRoute: () => root,
  path: '/readings',
  validateSearch: (search) => ({
    reader: uuid.safeParse(search.reader).data,
    person: uuid.safeParse(search.person).data,
    choice: z.union([readingChoice, z.literal('work')]).safeParse(search.choice).data,
  }),
  component: lazyRouteComponent(() => import('./features/readings/readings-page.tsx'), 'ReadingsPage'),
})
const log = createRoute({
  getParentRoute: () => root,
  path: '/log',
  validateSearch: (search) => ({
    kind: text(search.kind),
    about: uuid.safeParse(search.about).data,
    day: z.iso.date().safeParse(search.day).data,
    leaf: z.int().min(0).safeParse(search.leaf).data,
  }),
  component: lazyRouteComponent(() => import('./features/log/log-page.tsx'), 'LogPage'),
})
const security = createRoute({
  getParentRoute: () => root,
  path: '/security',
  component: lazyRouteComponent(() => import('./features/security/security-page.tsx'), 'SecurityPage'),
})

const lockers = createRoute({
  getParentRoute: () => root,
  path: '/lockers',
  component: lazyRouteComponent(() => import('./features/lockers/board/board-page.tsx'), 'BoardPage'),
})
const lockerVisits = createRoute({
  getParentRoute: () => root,
  path: '/lockers/visits',
  component: lazyRouteComponent(() => import('./features/lockers/visits/visits-page.tsx'), 'VisitsPage'),
})
const lockerVisit = createRoute({
  getParentRoute: () => root,
  path: '/lockers/visits/$id',
  component: lazyRouteComponent(() => import('./features/lockers/visits/visit-page.tsx'), 'VisitPage'),
})
const lockerBoxes = createRoute({
  getParentRoute: () => root,
  path: '/lockers/boxes',
  component: lazyRouteComponent(() => import('./features/lockers/boxes/boxes-page.tsx'), 'BoxesPage'),
})
const lockerBox = createRoute({
  getParentRoute: () => root,
  path: '/lockers/boxes/$id',
  component: lazyRouteComponent(() => import('./features/lockers/boxes/box-page.tsx'), 'BoxPage'),
})
const lockerFaces = createRoute({
  getParentRoute: () => root,
  path: '/lockers/faces',
  component: lazyRouteComponent(() => import('./features/lockers/faces/faces-page.tsx'), 'FacesPage'),
})
const lockerFace = createRoute({
  getParentRoute: () => root,
  path: '/lockers/faces/$id',
  component: lazyRouteComponent(() => import('./features/lockers/faces/face-page.tsx'), 'FacePage'),
})
const lockerPolicyRoute = createRoute({
  getParentRoute: () => root,
  path: '/lockers/policy',
  component: lazyRouteComponent(() => import('./features/lockers/policy/policy-page.tsx'), 'LockerPolicyPage'),
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
    webhooks,
    webhookEndpoint,
    books,
    disputes,
    dispute,
    fees,
    periods,
    abroad,
    reconciliation,
    models,
    approvals,
    roles,
    members,
    member,
    breakGlass,
    readings,
    log,
    security,
    lockers,
    lockerVisits,
    lockerVisit,
    lockerBoxes,
    lockerBox,
    lockerFaces,
    lockerFace,
    lockerPolicyRoute,
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
})
