import { queryOptions } from '@tanstack/react-query'
import { cases, oneCase } from '#wire/fraud'
import { call } from '../../../api/call.ts'

const SOON_MS = 5_000

/** Open cases, most expected loss first, or the last that were closed. Asks again by itself. */
export const casesQuery = (state: 'open' | 'closed') =>
  queryOptions({
    queryKey: ['cases', state],
    refetchInterval: SOON_MS,
    queryFn: async ({ signal }) => (await call(cases, { query: { state }, signal })).items,
  })

/** One case whole; asked for again while it is open. */
export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id],
    queryFn: ({ signal }) => call(oneCase, { params: { id }, signal }),
    refetchInterval: (query) => (query.state.data?.case.closedAt ? false : SOON_MS),
  })
