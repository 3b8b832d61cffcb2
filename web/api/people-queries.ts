import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { aliases, blockedRequesters, getRequest, getStandingOrder, requests, standingOrders } from '#wire/payments'
import { call } from './call.ts'

// The same first word as everything that a movement of money can change.
const MONEY = 'money'
const SOON_MS = 5_000

/** Names, phone and email that I am paid under. */
export const aliasesQuery = queryOptions({
  queryKey: [MONEY, 'aliases'],
  queryFn: ({ signal }) => call(aliases, { signal }),
})

/** Requests to me or by me, page by page into the past. */
export const requestsQuery = (side: 'to-me' | 'by-me') =>
  infiniteQueryOptions({
    queryKey: [MONEY, 'requests', side],
    refetchInterval: SOON_MS,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => call(requests, { query: { side, before: pageParam }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** One request. */
export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: [MONEY, 'request', id],
    refetchInterval: SOON_MS,
    queryFn: ({ signal }) => call(getRequest, { params: { id }, signal }),
  })

/** Whose requests I do not see. */
export const blockedQuery = queryOptions({
  queryKey: [MONEY, 'blocked'],
  queryFn: async ({ signal }) => (await call(blockedRequesters, { signal })).items,
})

/** My standing orders. */
export const standingOrdersQuery = queryOptions({
  queryKey: [MONEY, 'standing-orders'],
  refetchInterval: SOON_MS,
  queryFn: async ({ signal }) => (await call(standingOrders, { signal })).items,
})

/** One standing order. */
export const standingOrderQuery = (id: string) =>
  queryOptions({
    queryKey: [MONEY, 'standing-order', id],
    refetchInterval: SOON_MS,
    queryFn: ({ signal }) => call(getStandingOrder, { params: { id }, signal }),
  })
