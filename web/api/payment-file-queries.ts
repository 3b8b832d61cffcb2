import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { onePaymentFile, paymentFileLines, paymentFiles } from '#wire/payments'
import { call } from './call.ts'

// The same first word as everything that a movement of money can change.
const MONEY = 'money'
const SOON_MS = 2_000

/** My files of payments, newest first. */
export const paymentFilesQuery = queryOptions({
  queryKey: [MONEY, 'payment-files'],
  queryFn: async ({ signal }) => (await call(paymentFiles, { signal })).items,
})

/** One file; asks again by itself while its lines are carried out. */
export const paymentFileQuery = (id: string) =>
  queryOptions({
    queryKey: [MONEY, 'payment-file', id],
    queryFn: ({ signal }) => call(onePaymentFile, { params: { id }, signal }),
    refetchInterval: (query) => (query.state.data?.state === 'proved' ? SOON_MS : false),
  })

/** What became of each order, in the order of the file. `left` is a part of the key, so that each step forward is read anew. */
export const paymentFileLinesQuery = (id: string, state: string, left: number) =>
  infiniteQueryOptions({
    queryKey: [MONEY, 'payment-file-lines', id, state, left],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => call(paymentFileLines, { params: { id }, query: { after: pageParam }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  })
