import { QueryClientProvider } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { createQueryClient } from '../api/client.ts'

const client = createQueryClient()

/** Everything that talks to the bank. */
export const Bank = () => (
  <QueryClientProvider client={client}>
    <Outlet />
  </QueryClientProvider>
)
