import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { modelDetail, modelEvents, models } from '#wire/fraud'
import { call } from '../../../api/call.ts'

const SOON_MS = 10_000
const RUNNING_MS = 1_000
const PAGE = '15'

/** Every model, and what waits; asked for every second while one is trained. */
export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => call(models, { signal }),
  refetchInterval: (query) => (query.state.data?.training?.state === 'running' ? RUNNING_MS : SOON_MS),
})

/** How good one model is. */
export const modelDetailQuery = (version: string) =>
  queryOptions({
    queryKey: ['models', 'detail', version],
    queryFn: ({ signal }) => call(modelDetail, { params: { version }, signal }),
  })

/** What was done with the models, newest first. */
export const modelEventsQuery = infiniteQueryOptions({
  queryKey: ['models', 'events'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => call(modelEvents, { query: { before: pageParam, limit: PAGE }, signal }),
  getNextPageParam: (page) => page.next ?? undefined,
})
