import { queryOptions } from '@tanstack/react-query'

/** The file of the log's keys, as anybody gets it. */
export const logKeysQuery = queryOptions({
  queryKey: ['log-keys'],
  staleTime: 60_000,
  queryFn: async ({ signal }): Promise<unknown> => {
    const answer = await fetch('/log/keys', { signal })
    if (!answer.ok) throw new Error(`the keys were answered ${answer.status}`)
    return answer.json()
  },
})
