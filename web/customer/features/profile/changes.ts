import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { signOut, signOutEverywhere, updateMe } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { forgetWhatWasSeen } from '../../../api/client.ts'
import { forgetOrders } from '../../../api/kept-order.ts'
import { leavePush, pushId } from '../../../api/push.ts'
import { meQuery } from '../../../api/queries.ts'
import type { Language } from '../../../kit/language.ts'

/** Changes my name or my language. */
export const useUpdateMe = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: { name?: string; language?: Language }) => call(updateMe, { body: change }),
    onSuccess: (person) => client.setQueryData(meQuery.queryKey, person),
  })
}

/** Signs out here or everywhere; nothing of the customer stays in this page. */
export const useSignOut = () => {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async (where: 'here' | 'everywhere') => {
      const push = pushId()
      // Whoever sits here next shall not read it; a push service that is away must not keep anybody signed in.
      if (push !== null) await leavePush(push).catch(() => {})
      await call(where === 'here' ? signOut : signOutEverywhere, {})
    },
    onSuccess: async () => {
      await navigate({ to: '/' })
      forgetWhatWasSeen(client)
      forgetOrders()
      client.setQueryData(meQuery.queryKey, null)
    },
  })
}
