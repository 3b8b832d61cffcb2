import { queryOptions } from '@tanstack/react-query'
import { breaks, reconciliations } from '#wire/payments'
import { call } from '../../../api/call.ts'

export const breaksQuery = (state: 'open' | 'ended') =>
  queryOptions({
    queryKey: ['reconciliation', 'breaks', state],
    queryFn: async ({ signal }) => (await call(breaks, { query: { state }, signal })).items,
  })

export const reconciliationsQuery = queryOptions({
  queryKey: ['reconciliation', 'statements'],
  queryFn: async ({ signal }) => (await call(reconciliations, { signal })).items,
})
