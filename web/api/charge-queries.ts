import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { charges, disputes, getCharge, getDispute } from '#wire/payments'
import { feeQuote, fees } from '#wire/products'
import { call } from './call.ts'

// The same first word as everything that a movement of money can change.
const MONEY = 'money'
const SOON_MS = 5_000

/** Charges that I take or pay, page by page into the past. */
export const chargesQuery = (side: 'taken' | 'paid') =>
  infiniteQueryOptions({
    queryKey: [MONEY, 'charges', side],
    refetchInterval: SOON_MS,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => call(charges, { query: { side, before: pageParam }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** One charge, by its link where it is not mine. Asks again by itself, for the other side acts, too. */
export const chargeQuery = (id: string, signature?: string) =>
  queryOptions({
    queryKey: [MONEY, 'charge', id, signature ?? ''],
    refetchInterval: SOON_MS,
    queryFn: ({ signal }) => call(getCharge, { params: { id }, query: { signature }, signal }),
  })

/** Disputes of mine, newest first. */
export const disputesQuery = queryOptions({
  queryKey: [MONEY, 'disputes'],
  refetchInterval: SOON_MS,
  queryFn: async ({ signal }) => (await call(disputes, { query: {}, signal })).items,
})

export const disputeQuery = (id: string) =>
  queryOptions({
    queryKey: [MONEY, 'dispute', id],
    refetchInterval: SOON_MS,
    queryFn: ({ signal }) => call(getDispute, { params: { id }, signal }),
  })

/** What the bank takes, now and later. */
export const feesQuery = queryOptions({
  queryKey: ['fees'],
  queryFn: ({ signal }) => call(fees, { signal }),
})

/** The fee of a payment that is not made yet; nothing is asked before there is an amount. */
export const feeQuoteQuery = (kind: 'send' | 'withdrawal' | 'capture', product: string, minor: bigint | null) =>
  queryOptions({
    queryKey: [MONEY, 'fee', kind, product, String(minor)],
    enabled: product !== '' && minor !== null && minor > 0n && minor < 10n ** 18n,
    staleTime: 30_000,
    queryFn: ({ signal }) => call(feeQuote, { query: { kind, product, minor: String(minor) }, signal }),
  })
