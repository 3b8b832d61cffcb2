import { useMutation, useQueryClient } from '@tanstack/react-query'
import { addPasskey, askOwnStepUp, beginPasskey, removePasskey, renamePasskey } from '#wire/identity'
import { call } from '../../api/call.ts'
import { makePasskey, signStepUp } from '../../api/passkeys.ts'
import { Problem } from '../../api/problem.ts'
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

/** What the person wrote as password; without, a passkey is asked. */
type Given = { readonly password?: string }

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
export const useRemovePasskey = (id: string) =>
  useMutation({
    mutationFn: async ({ password }: Given) => {
      const act = { act: 'remove-passkey', passkey: id } as const
      const proof = password ? { password } : await signStepUp(await call(askOwnStepUp, { body: act }))
      return call(removePasskey, { params: { id }, body: { proof } })
    },
    onSuccess: useRefresh(),
  })

/** Whether it was the password that was wrong, which its field says. */
export const isWrongPassword = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'wrong-credentials'
