import { QueryClient } from '@tanstack/react-query'
import { Problem } from './problem.ts'

const MOST_TRIES = 3

/** A query client that asks again only where asking again can help: the bank was not reached or was busy. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (tries, error) =>
          error instanceof Problem && (error.status === 0 || error.status >= 500) && tries < MOST_TRIES,
      },
    },
  })
