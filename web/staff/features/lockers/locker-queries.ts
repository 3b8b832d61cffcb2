import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import {
  alarms,
  board,
  boxes,
  enrollments,
  getBox,
  kiosks,
  oneVisit,
  pictureLink,
  policy,
  type VisitView,
  visits,
} from '#wire/locker'
import { call } from '../../../api/call.ts'

const LOCKERS = 'lockers'
const PAGE = '25'
const SOON_MS = 10_000

/** Everything that is known of the lockers, to be asked again after a deed. */
export const lockerKey = [LOCKERS] as const

export const boardQuery = queryOptions({
  queryKey: [LOCKERS, 'board'],
  // The stream tells at once; where it is cut, the board is still not old.
  refetchInterval: SOON_MS,
  queryFn: ({ signal }) => call(board, { signal }),
})

export const alarmsQuery = (state: 'ringing' | 'taken' | 'over') =>
  queryOptions({
    queryKey: [LOCKERS, 'alarms', state],
    queryFn: async ({ signal }) => (await call(alarms, { query: { state, limit: PAGE }, signal })).items,
  })

export type VisitFilter = {
  readonly box?: string
  readonly state?: VisitView['state']
  readonly from?: string
  readonly until?: string
}

export const visitsQuery = (filter: VisitFilter) =>
  infiniteQueryOptions({
    queryKey: [LOCKERS, 'visits', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => call(visits, { query: { ...filter, before: pageParam, limit: PAGE }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const visitQuery = (id: string) =>
  queryOptions({
    queryKey: [LOCKERS, 'visit', id],
    queryFn: ({ signal }) => call(oneVisit, { params: { id }, signal }),
  })

/** A link to a picture; it is good for a minute, and is not asked for again by itself, as each asking is written down. */
export const pictureQuery = (id: string) =>
  queryOptions({
    queryKey: ['locker-picture', id],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    queryFn: ({ signal }) => call(pictureLink, { params: { id }, signal }),
  })

export const boxesQuery = queryOptions({
  queryKey: [LOCKERS, 'boxes'],
  queryFn: async ({ signal }) => (await call(boxes, { signal })).items,
})

export const boxQuery = (id: string) =>
  queryOptions({
    queryKey: [LOCKERS, 'box', id],
    queryFn: ({ signal }) => call(getBox, { params: { id }, signal }),
  })

export const kiosksQuery = queryOptions({
  queryKey: [LOCKERS, 'kiosks'],
  refetchInterval: SOON_MS,
  queryFn: async ({ signal }) => (await call(kiosks, { signal })).items,
})

export const enrollmentsQuery = queryOptions({
  queryKey: [LOCKERS, 'enrollments'],
  refetchInterval: SOON_MS,
  queryFn: ({ signal }) => call(enrollments, { signal }),
})

export const policyQuery = queryOptions({
  queryKey: [LOCKERS, 'policy'],
  queryFn: ({ signal }) => call(policy, { signal }),
})
