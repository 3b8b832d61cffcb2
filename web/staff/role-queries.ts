import { queryOptions } from '@tanstack/react-query'
import { members, oneMember, roleProposals, roles, staffSessions, takenRights } from '#wire/identity'
import { call } from '../api/call.ts'

const SOON_MS = 10_000

/** Every role with what it may do and who has it. */
export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  refetchInterval: SOON_MS,
  queryFn: ({ signal }) => call(roles, { signal }),
})

/** Changes of roles that somebody asked for. */
export const roleProposalsQuery = queryOptions({
  queryKey: ['role-proposals'],
  refetchInterval: SOON_MS,
  queryFn: async ({ signal }) => (await call(roleProposals, { signal })).items,
})

/** Those who work here. */
export const membersQuery = (search: string | undefined) =>
  queryOptions({
    queryKey: ['members', search ?? ''],
    queryFn: async ({ signal }) => (await call(members, { query: { search }, signal })).items,
  })

export const memberQuery = (id: string) =>
  queryOptions({
    queryKey: ['member', id],
    refetchInterval: SOON_MS,
    queryFn: ({ signal }) => call(oneMember, { params: { id }, signal }),
  })

/** Where staff are signed in now. */
export const staffSessionsQuery = queryOptions({
  queryKey: ['staff-sessions'],
  refetchInterval: SOON_MS,
  queryFn: async ({ signal }) => (await call(staffSessions, { signal })).items,
})

/** Rights that somebody took alone. */
export const takenRightsQuery = queryOptions({
  queryKey: ['taken-rights'],
  refetchInterval: SOON_MS,
  queryFn: ({ signal }) => call(takenRights, { signal }),
})
