import '../api/without-eval.ts'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { KitProvider } from '../kit/kit-provider.tsx'
import { router } from './routes.tsx'

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <KitProvider>
        <RouterProvider router={router} />
      </KitProvider>
    </StrictMode>,
  )
