import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { Problem } from './problem.ts'

const MOST_TRIES = 3

const isSignedOut = (error: unknown): boolean => error instanceof Problem && error.status === 401

const isPassing = (error: unknown): boolean => error instanceof Problem && (error.status === 0 || error.status >= 500)

/**
 * A query client that asks again only where asking again can help (the bank was not reached or was busy), and that forgets
 * who is signed in as soon as the bank says that nobody is.
 */
export const createQueryClient = (): QueryClient => {
  const forget = (error: unknown): void => {
    if (isSignedOut(error)) client.invalidateQueries({ queryKey: ['me'] })
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: forget }),
    mutationCache: new MutationCache({ onError: forget }),
    defaultOptions: {
      queries: { staleTime: 2_000, retry: (tries, error) => isPassing(error) && tries < MOST_TRIES },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}

/**
 * Forgets what the one who was signed in before has seen. Who is signed in is not forgotten but is to be set by the caller,
 * so that a page which shows it hears of the next one.
 */
export const forgetWhatWasSeen = (client: QueryClient): void =>
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
