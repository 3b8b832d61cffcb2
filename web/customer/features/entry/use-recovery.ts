import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Endpoint } from '#platform/endpoint'
import type { Recovery, Secret } from '#wire/identity'
import { beginRecoveryPasskey, completeRecovery, currentRecovery } from '#wire/identity'
import { type CallOf, call } from '../../../api/call.ts'
import { makePasskey } from '../../../api/passkeys.ts'

const LOOK_MS = 30_000

/** The recovery that this browser keeps; null for none. While it waits it is looked at again and again. */
export const recoveryQuery = queryOptions({
  queryKey: ['recovery'],
  queryFn: async ({ signal }) => (await call(currentRecovery, { signal })).recovery,
  refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? LOOK_MS : false),
})

/** Sends a step of the recovery and shows what it has become. */
export const useRecoveryStep = <E extends Endpoint>(endpoint: E) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (request: CallOf<E>) => call(endpoint, request) as Promise<Recovery>,
    onSuccess: (recovery) => client.setQueryData(recoveryQuery.queryKey, recovery),
  })
}

/** Sets the new password, or makes a passkey. */
export const useNewSecret = (recovery: Recovery) => {
  const client = useQueryClient()
  const params = { id: recovery.id }
  return useMutation({
    mutationFn: async (given: Secret | undefined) => {
      if (given) return call(completeRecovery, { params, body: given })
      const { options } = await call(beginRecoveryPasskey, { params })
      const passkey = { name: 'Bankserver', credential: await makePasskey(options) }
      return call(completeRecovery, { params, body: { passkey } })
    },
    onSuccess: () => {
      const done: Recovery = { ...recovery, state: 'done' }
      client.setQueryData(recoveryQuery.queryKey, done)
    },
  })
}
