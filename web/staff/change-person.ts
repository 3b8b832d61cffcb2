import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { Person } from '#wire/identity'
import { forgetReasons } from '../api/reason.ts'
import { meQuery } from './queries.ts'

const changePerson = (client: QueryClient, person: Person | null): void => {
  forgetReasons()
  // The query of who is signed in stays: the gate watches it.
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] })
  client.setQueryData(meQuery.queryKey, person)
}

/** Returns what is called when somebody has come or gone: nothing that one person saw is kept for the next. */
export const useChangePerson = () => {
  const client = useQueryClient()
  return (person: Person | null): void => changePerson(client, person)
}
