import { queryOptions } from '@tanstack/react-query'
import { disputeCases, oneDisputeCase } from '#wire/payments'
import { call } from '../../../api/call.ts'

const SOON_MS = 3_000

/** Disputes that wait, or the last ones that ended. */
export const disputeCasesQuery = (state: 'waiting' | 'borne' | 'ended') =>
  queryOptions({
    queryKey: ['dispute-cases', state],
    refetchInterval: 2 * SOON_MS,
    queryFn: async ({ signal }) => (await call(disputeCases, { query: { state }, signal })).items,
  })

/** One dispute. Asks again by itself, for a second person may decide. */
export const disputeCaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['dispute-case', id],
    refetchInterval: SOON_MS,
    queryFn: ({ signal }) => call(oneDisputeCase, { params: { id }, signal }),
  })
