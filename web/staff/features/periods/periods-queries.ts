import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { periodEvents, periods } from '#wire/ledger'
import { call } from '../../../api/call.ts'

const SOON_MS = 3_000
const PAGE = '25'

/** What is closed and what waits. Asks again by itself, for somebody else may decide. */
export const periodsQuery = queryOptions({
  queryKey: ['periods'],
  refetchInterval: SOON_MS,
  queryFn: ({ signal }) => call(periods, { signal }),
})

/** Who closed and reopened, newest first. */
export const periodEventsQuery = infiniteQueryOptions({
  queryKey: ['period-events'],
  refetchInterval: 2 * SOON_MS,
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => call(periodEvents, { query: { before: pageParam, limit: PAGE }, signal }),
  getNextPageParam: ({ next }) => next ?? undefined,
})
