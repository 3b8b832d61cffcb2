import { QueryClientProvider } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { createQueryClient } from '../api/client.ts'
import { ProofGate } from '../prove/proof-gate.tsx'

const client = createQueryClient()

/** Everything that talks to the bank. */
export const Bank = () => (
  <QueryClientProvider client={client}>
    <Outlet />
    <ProofGate />
  </QueryClientProvider>
)
