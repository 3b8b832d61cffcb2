import '../api/without-eval.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from '../api/client.ts'
import { KitProvider } from '../kit/kit-provider.tsx'
import { ProofGate } from '../prove/proof-gate.tsx'
import { router } from './routes.tsx'

const client = createQueryClient()
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <KitProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
          <ProofGate />
        </QueryClientProvider>
      </KitProvider>
    </StrictMode>,
  )
