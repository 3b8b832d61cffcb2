import { createRouter } from '@tanstack/react-router'
import { accountRoutes } from './routes/accounts.ts'
import { entryRoutes, publicRoutes } from './routes/entry.ts'
import { merchantRoutes } from './routes/merchants.ts'
import { paymentRoutes } from './routes/payments.ts'
import { ownRoutes } from './routes/self.ts'
import { bank, inside, root } from './routes/trunk.tsx'

export const router = createRouter({
  routeTree: root.addChildren([
    ...publicRoutes,
    bank.addChildren([
      ...entryRoutes,
      inside.addChildren([...accountRoutes, ...paymentRoutes, ...merchantRoutes, ...ownRoutes]),
    ]),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
})
