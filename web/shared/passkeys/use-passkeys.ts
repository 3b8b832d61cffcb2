import { useMutation, useQueryClient } from '@tanstack/react-query'
import { addPasskey, askOwnStepUp, beginPasskey, removePasskey, renamePasskey } from '#wire/identity'
import { call } from '../../api/call.ts'
import { makePasskey } from '../../api/passkeys.ts'
import { factorsQuery, passkeysQuery, sessionsQuery } from '../../api/queries.ts'
import type { Proving } from '../../prove/use-proving.ts'

const useRefresh = () => {
  const client = useQueryClient()
  return () =>
    Promise.all(
      [passkeysQuery.queryKey, sessionsQuery.queryKey, factorsQuery.queryKey, ['rights']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
}

/** Proves that it is me, has a passkey made, and adds it. */
export const useAddPasskey = (proving: Proving) =>
  useMutation({
    mutationFn: async (name: string) => {
      const proof = await proving.give(() => call(askOwnStepUp, { body: { act: 'add-passkey' } }))
      const { id, options } = await call(beginPasskey, { body: { proof } })
      return call(addPasskey, { params: { id }, body: { name, credential: await makePasskey(options) } })
    },
    onSuccess: useRefresh(),
  })

export const useRenamePasskey = (id: string) =>
  useMutation({
    mutationFn: (name: string) => call(renamePasskey, { params: { id }, body: { name } }),
    onSuccess: useRefresh(),
  })

/** Proves that it is me, and removes a passkey. */
export const useRemovePasskey = (id: string, proving: Proving) =>
  useMutation({
    mutationFn: async () => {
      const proof = await proving.give(() => call(askOwnStepUp, { body: { act: 'remove-passkey', passkey: id } }))
      return call(removePasskey, { params: { id }, body: { proof } })
    },
    onSuccess: useRefresh(),
  })
