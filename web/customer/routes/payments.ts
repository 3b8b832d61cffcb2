/** Money that goes and comes. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { digits, inside, text } from './trunk.tsx'

const send = createRoute({
  getParentRoute: () => inside,
  path: '/send',
  validateSearch: (search) => ({ to: digits(search.to), code: text(search.code), again: text(search.again) }),
  component: lazyRouteComponent(() => import('../features/payments/send-page.tsx'), 'SendPage'),
})

const payment = createRoute({
  getParentRoute: () => inside,
  path: '/payments/$id',
  component: lazyRouteComponent(() => import('../features/payments/payment-page.tsx'), 'PaymentPage'),
})

const receipt = createRoute({
  getParentRoute: () => inside,
  path: '/payments/$id/receipt',
  component: lazyRouteComponent(() => import('../features/receipts/receipt-page.tsx'), 'ReceiptPage'),
})

const receive = createRoute({
  getParentRoute: () => inside,
  path: '/receive',
  component: lazyRouteComponent(() => import('../features/codes/receive-page.tsx'), 'ReceivePage'),
})

const printed = createRoute({
  getParentRoute: () => inside,
  path: '/receive/printed',
  component: lazyRouteComponent(() => import('../features/codes/printed-page.tsx'), 'PrintedPage'),
})

const scan = createRoute({
  getParentRoute: () => inside,
  path: '/scan',
  component: lazyRouteComponent(() => import('../features/codes/scan-page.tsx'), 'ScanPage'),
})

const deposit = createRoute({
  getParentRoute: () => inside,
  path: '/deposit',
  component: lazyRouteComponent(() => import('../features/payments/deposit-page.tsx'), 'DepositPage'),
})

const withdraw = createRoute({
  getParentRoute: () => inside,
  path: '/withdraw',
  component: lazyRouteComponent(() => import('../features/payments/withdraw-page.tsx'), 'WithdrawPage'),
})

const payees = createRoute({
  getParentRoute: () => inside,
  path: '/payees',
  component: lazyRouteComponent(() => import('../features/payees/payees-page.tsx'), 'PayeesPage'),
})

const aliases = createRoute({
  getParentRoute: () => inside,
  path: '/aliases',
  component: lazyRouteComponent(() => import('../features/aliases/aliases-page.tsx'), 'AliasesPage'),
})

const ask = createRoute({
  getParentRoute: () => inside,
  path: '/ask',
  component: lazyRouteComponent(() => import('../features/requests/ask-page.tsx'), 'AskPage'),
})

const requests = createRoute({
  getParentRoute: () => inside,
  path: '/requests',
  component: lazyRouteComponent(() => import('../features/requests/requests-page.tsx'), 'RequestsPage'),
})

const request = createRoute({
  getParentRoute: () => inside,
  path: '/requests/$id',
  component: lazyRouteComponent(() => import('../features/requests/request-page.tsx'), 'RequestPage'),
})

const standingOrders = createRoute({
  getParentRoute: () => inside,
  path: '/standing-orders',
  component: lazyRouteComponent(() => import('../features/standing-orders/orders-page.tsx'), 'StandingOrdersPage'),
})

const newStandingOrder = createRoute({
  getParentRoute: () => inside,
  path: '/standing-orders/new',
  component: lazyRouteComponent(() => import('../features/standing-orders/new-page.tsx'), 'NewStandingOrderPage'),
})

const standingOrder = createRoute({
  getParentRoute: () => inside,
  path: '/standing-orders/$id',
  component: lazyRouteComponent(() => import('../features/standing-orders/order-page.tsx'), 'StandingOrderPage'),
})

const changeStandingOrder = createRoute({
  getParentRoute: () => inside,
  path: '/standing-orders/$id/change',
  component: lazyRouteComponent(() => import('../features/standing-orders/change-page.tsx'), 'ChangeStandingOrderPage'),
})

const paymentFiles = createRoute({
  getParentRoute: () => inside,
  path: '/payment-files',
  component: lazyRouteComponent(() => import('../features/payment-files/files-page.tsx'), 'PaymentFilesPage'),
})

const paymentFile = createRoute({
  getParentRoute: () => inside,
  path: '/payment-files/$id',
  component: lazyRouteComponent(() => import('../features/payment-files/file-page.tsx'), 'PaymentFilePage'),
})

const abroad = createRoute({
  getParentRoute: () => inside,
  path: '/abroad',
  component: lazyRouteComponent(() => import('../features/abroad/abroad-page.tsx'), 'AbroadPage'),
})

const newAbroad = createRoute({
  getParentRoute: () => inside,
  path: '/abroad/new',
  component: lazyRouteComponent(() => import('../features/abroad/new-page.tsx'), 'NewAbroadPage'),
})

const oneAbroad = createRoute({
  getParentRoute: () => inside,
  path: '/abroad/$id',
  component: lazyRouteComponent(() => import('../features/abroad/one-page.tsx'), 'OneAbroadPage'),
})

export const paymentRoutes = [
  send,
  payment,
  receipt,
  receive,
  printed,
  scan,
  deposit,
  withdraw,
  payees,
  aliases,
  ask,
  requests,
  request,
  standingOrders,
  newStandingOrder,
  standingOrder,
  changeStandingOrder,
  paymentFiles,
  paymentFile,
  abroad,
  newAbroad,
  oneAbroad,
] as const
