import { queryOptions } from '@tanstack/react-query'
import { feeSchedules } from '#wire/products'
import { call } from '../../../api/call.ts'

const SOON_MS = 3_000

/** The last schedules, and which one holds. Asks again by itself, for a second person may decide. */
export const feeSchedulesQuery = queryOptions({
  queryKey: ['fee-schedules'],
  refetchInterval: SOON_MS,
  queryFn: ({ signal }) => call(feeSchedules, { query: {}, signal }),
})
