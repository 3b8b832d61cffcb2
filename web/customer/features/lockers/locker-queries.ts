import { queryOptions, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { myLockers, myPictureLink } from '#wire/locker'
import { call } from '../../../api/call.ts'

export type Mine = z.infer<(typeof myLockers)['answer']>

const MINE = ['my-lockers']

/** My boxes, my face, what waits for my word, and who was not let in. */
export const mineQuery = queryOptions({ queryKey: MINE, queryFn: ({ signal }) => call(myLockers, { signal }) })

/** A link to a picture of an attempt at a box of mine; it ends after a minute. */
export const myPictureQuery = (id: string) =>
  queryOptions({
    queryKey: ['my-locker-picture', id],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ signal }) => call(myPictureLink, { params: { id }, signal }),
  })

/** Returns what asks the bank again how things stand. */
export const useRefreshMine = (): (() => Promise<void>) => {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: MINE })
}
