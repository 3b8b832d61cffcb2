import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { SkipLink } from '../kit/shell.tsx'
import { NotFoundPage } from './not-found-page.tsx'

/** An account number in an address; the router may have read it as a number. */
const digits = (value: unknown): string | undefined => (/^\d{12}$/.test(String(value)) ? String(value) : undefined)

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const root = createRootRoute({
  component: () => (
    <>
      <SkipLink />
      <Outlet />
    </>
  ),
  notFoundComponent: NotFoundPage,
})

// The public pages load neither the client nor the queries; everything else stands below the bank route.
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./features/home/home-page.tsx'), 'HomePage'),
})
const tour = createRoute({
  getParentRoute: () => root,
  path: '/features',
  component: lazyRouteComponent(() => import('./features/home/tour-page.tsx'), 'TourPage'),
})

const bank = createRoute({
  getParentRoute: () => root,
  id: 'bank',
  component: lazyRouteComponent(() => import('./bank.tsx'), 'Bank'),
})
const register = createRoute({
  getParentRoute: () => bank,
  path: '/register',
  component: lazyRouteComponent(() => import('./features/entry/registration-page.tsx'), 'RegistrationPage'),
})
const signIn = createRoute({
  getParentRoute: () => bank,
  path: '/sign-in',
  validateSearch: (search) => ({ next: text(search.next) }),
  component: lazyRouteComponent(() => import('./features/entry/sign-in-page.tsx'), 'SignInPage'),
})
const refused = createRoute({
  getParentRoute: () => bank,
  path: '/consent/refused',
  component: lazyRouteComponent(() => import('./features/consent/not-asked.tsx'), 'RefusedPage'),
})
const consent = createRoute({
  getParentRoute: () => bank,
  path: '/consent/$id',
  component: lazyRouteComponent(() => import('./features/consent/consent-page.tsx'), 'ConsentPage'),
})

const recover = createRoute({
  getParentRoute: () => bank,
  path: '/recover',
  component: lazyRouteComponent(() => import('./features/entry/recovery-page.tsx'), 'RecoveryPage'),
})
const stopRecovery = createRoute({
  getParentRoute: () => bank,
  path: '/recover/stop',
  component: lazyRouteComponent(() => import('./features/entry/stop-recovery-page.tsx'), 'StopRecoveryPage'),
})

const inside = createRoute({
  getParentRoute: () => bank,
  id: 'inside',
  component: lazyRouteComponent(() => import('./inside.tsx'), 'Inside'),
})
const overview = createRoute({
  getParentRoute: () => inside,
  path: '/overview',
  component: lazyRouteComponent(() => import('./features/accounts/overview-page.tsx'), 'OverviewPage'),
})
const openAccount = createRoute({
  getParentRoute: () => inside,
  path: '/open',
  component: lazyRouteComponent(() => import('./features/accounts/open-page.tsx'), 'OpenPage'),
})
const history = createRoute({
  getParentRoute: () => inside,
  path: '/history',
  validateSearch: (search) => ({ account: text(search.account) }),
  component: lazyRouteComponent(() => import('./features/accounts/history-page.tsx'), 'HistoryPage'),
})
const send = createRoute({
  getParentRoute: () => inside,
  path: '/send',
  validateSearch: (search) => ({ to: digits(search.to), code: text(search.code), again: text(search.again) }),
  component: lazyRouteComponent(() => import('./features/payments/send-page.tsx'), 'SendPage'),
})
const receive = createRoute({
  getParentRoute: () => inside,
  path: '/receive',
  component: lazyRouteComponent(() => import('./features/codes/receive-page.tsx'), 'ReceivePage'),
})
const printed = createRoute({
  getParentRoute: () => inside,
  path: '/receive/printed',
  component: lazyRouteComponent(() => import('./features/codes/printed-page.tsx'), 'PrintedPage'),
})
const scan = createRoute({
  getParentRoute: () => inside,
  path: '/scan',
  component: lazyRouteComponent(() => import('./features/codes/scan-page.tsx'), 'ScanPage'),
})
const deposit = createRoute({
  getParentRoute: () => inside,
  path: '/deposit',
  component: lazyRouteComponent(() => import('./features/payments/deposit-page.tsx'), 'DepositPage'),
})
const withdraw = createRoute({
  getParentRoute: () => inside,
  path: '/withdraw',
  component: lazyRouteComponent(() => import('./features/payments/withdraw-page.tsx'), 'WithdrawPage'),
})
const payment = createRoute({
  getParentRoute: () => inside,
  path: '/payments/$id',
  component: lazyRouteComponent(() => import('./features/payments/payment-page.tsx'), 'PaymentPage'),
})
const receipt = createRoute({
  getParentRoute: () => inside,
  path: '/payments/$id/receipt',
  component: lazyRouteComponent(() => import('./features/receipts/receipt-page.tsx'), 'ReceiptPage'),
})
const profile = createRoute({
  getParentRoute: () => inside,
  path: '/profile',
  component: lazyRouteComponent(() => import('./features/profile/profile-page.tsx'), 'ProfilePage'),
})

const statements = createRoute({
  getParentRoute: () => inside,
  path: '/statements',
  validateSearch: (search) => ({ account: text(search.account) }),
  component: lazyRouteComponent(() => import('./features/statements/statements-page.tsx'), 'StatementsPage'),
})

const lockers = createRoute({
  getParentRoute: () => inside,
  path: '/lockers',
  component: lazyRouteComponent(() => import('./features/lockers/lockers-page.tsx'), 'LockersPage'),
})
const limits = createRoute({
  getParentRoute: () => inside,
  path: '/limits',
  component: lazyRouteComponent(() => import('./features/limits/limits-page.tsx'), 'LimitsPage'),
})

const payees = createRoute({
  getParentRoute: () => inside,
  path: '/payees',
  component: lazyRouteComponent(() => import('./features/payees/payees-page.tsx'), 'PayeesPage'),
})

const readings = createRoute({
  getParentRoute: () => inside,
  path: '/who-looked',
  component: lazyRouteComponent(() => import('./features/readings/readings-page.tsx'), 'ReadingsPage'),
})
const security = createRoute({
  getParentRoute: () => inside,
  path: '/security',
  component: lazyRouteComponent(() => import('./features/security/security-page.tsx'), 'SecurityPage'),
})

const inbox = createRoute({
  getParentRoute: () => inside,
  path: '/inbox',
  component: lazyRouteComponent(() => import('./features/inbox/inbox-page.tsx'), 'InboxPage'),
})
const inboxSettings = createRoute({
  getParentRoute: () => inside,
  path: '/inbox/settings',
  component: lazyRouteComponent(() => import('./features/inbox/settings-page.tsx'), 'InboxSettingsPage'),
})

const consents = createRoute({
  getParentRoute: () => inside,
  path: '/consents',
  component: lazyRouteComponent(() => import('./features/consent/consents-page.tsx'), 'ConsentsPage'),
})

const aliases = createRoute({
  getParentRoute: () => inside,
  path: '/aliases',
  component: lazyRouteComponent(() => import('./features/aliases/aliases-page.tsx'), 'AliasesPage'),
})

const ask = createRoute({
  getParentRoute: () => inside,
  path: '/ask',
  component: lazyRouteComponent(() => import('./features/requests/ask-page.tsx'), 'AskPage'),
})

const requests = createRoute({
  getParentRoute: () => inside,
  path: '/requests',
  component: lazyRouteComponent(() => import('./features/requests/requests-page.tsx'), 'RequestsPage'),
})

const request = createRoute({
  getParentRoute: () => inside,
  path: '/requests/$id',
  component: lazyRouteComponent(() => import('./features/requests/request-page.tsx'), 'RequestPage'),
})

const paymentFiles = createRoute({
  getParentRoute: () => inside,
  path: '/payment-files',
  component: lazyRouteComponent(() => import('./features/payment-files/files-page.tsx'), 'PaymentFilesPage'),
})
const paymentFile = createRoute({
  getParentRoute: () => inside,
  path: '/payment-files/$id',
  component: lazyRouteComponent(() => import('./features/payment-files/file-page.tsx'), 'PaymentFilePage'),
})

const abroad = createRoute({
  getParentRoute: () => inside,
  path: '/abroad',
  component: lazyRouteComponent(() => import('./features/abroad/abroad-page.tsx'), 'AbroadPage'),
})
const newAbroad = createRoute({
  getParentRoute: () => inside,
  path: '/abroad/new',
  component: lazyRouteComponent(() => import('./features/abroad/new-page.tsx'), 'NewAbroadPage'),
})
const oneAbroad = createRoute({
  getParentRoute: () => inside,
  path: '/abroad/$id',
  component: lazyRouteComponent(() => import('./features/abroad/one-page.tsx'), 'OneAbroadPage'),
})
const charges = createRoute({
  getParentRoute: () => inside,
  path: '/charges',
  component: lazyRouteComponent(() => import('./features/charges/charges-page.tsx'), 'ChargesPage'),
})

const newCharge = createRoute({
  getParentRoute: () => inside,
  path: '/charges/new',
  component: lazyRouteComponent(() => import('./features/charges/take-page.tsx'), 'TakePage'),
})

const charge = createRoute({
  getParentRoute: () => inside,
  path: '/charges/$id',
  component: lazyRouteComponent(() => import('./features/charges/charge-page.tsx'), 'ChargePage'),
})

const chargeLink = createRoute({
  getParentRoute: () => inside,
  path: '/charges/$id/$signature',
  component: lazyRouteComponent(() => import('./features/charges/charge-page.tsx'), 'ChargePage'),
})

const disputes = createRoute({
  getParentRoute: () => inside,
  path: '/disputes',
  component: lazyRouteComponent(() => import('./features/disputes/disputes-page.tsx'), 'DisputesPage'),
})

const newDispute = createRoute({
  getParentRoute: () => inside,
  path: '/disputes/new/$charge',
  component: lazyRouteComponent(() => import('./features/disputes/new-page.tsx'), 'NewDisputePage'),
})

const dispute = createRoute({
  getParentRoute: () => inside,
  path: '/disputes/$id',
  component: lazyRouteComponent(() => import('./features/disputes/dispute-page.tsx'), 'DisputePage'),
})

const fees = createRoute({
  getParentRoute: () => inside,
  path: '/fees',
  component: lazyRouteComponent(() => import('./features/fees/fees-page.tsx'), 'FeesPage'),
})

const standingOrders = createRoute({
  getParentRoute: () => inside,
  path: '/standing-orders',
  component: lazyRouteComponent(() => import('./features/standing-orders/orders-page.tsx'), 'StandingOrdersPage'),
})

const newStandingOrder = createRoute({
  getParentRoute: () => inside,
  path: '/standing-orders/new',
  component: lazyRouteComponent(() => import('./features/standing-orders/new-page.tsx'), 'NewStandingOrderPage'),
})

const standingOrder = createRoute({
  getParentRoute: () => inside,
  path: '/standing-orders/$id',
  component: lazyRouteComponent(() => import('./features/standing-orders/order-page.tsx'), 'StandingOrderPage'),
})

const changeStandingOrder = createRoute({
  getParentRoute: () => inside,
  path: '/standing-orders/$id/change',
  component: lazyRouteComponent(() => import('./features/standing-orders/change-page.tsx'), 'ChangeStandingOrderPage'),
})
const compare = createRoute({
  getParentRoute: () => inside,
  path: '/compare',
  validateSearch: (search) => ({ payment: text(search.payment) }),
  component: lazyRouteComponent(() => import('./features/compare/compare-page.tsx'), 'ComparePage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    tour,
    bank.addChildren([
      register,
      signIn,
      refused,
      consent,
      recover,
      stopRecovery,
      inside.addChildren([
        overview,
        openAccount,
        history,
        send,
        receive,
        printed,
        scan,
        deposit,
        withdraw,
        payment,
        receipt,
        profile,
        limits,
        lockers,
        statements,
        payees,
        security,
        consents,
        readings,
        inbox,
        inboxSettings,
        aliases,
        ask,
        requests,
        request,
        paymentFiles,
        paymentFile,
        abroad,
        newAbroad,
        oneAbroad,
        charges,
        newCharge,
        charge,
        chargeLink,
        disputes,
        newDispute,
        dispute,
        fees,
        standingOrders,
        newStandingOrder,
        standingOrder,
        changeStandingOrder,
        compare,
      ]),
    ]),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
})
