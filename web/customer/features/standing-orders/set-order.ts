import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { StandingTerms } from '#wire/payments'
import { askToOrder, setStandingOrder } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import type { Proving } from '../../../prove/use-proving.ts'

/** Orders, or changes what was ordered, with proof of just these terms; then leads to the order. */
export const useSetOrder = (proving: Proving, idOf: (terms: StandingTerms) => string) => {
  const navigate = useNavigate()
  const refresh = useRefreshMoney()
  return useMutation({
    mutationFn: async (terms: StandingTerms) => {
      const params = { id: idOf(terms) }
      const proof = await proving.give(() => call(askToOrder, { params, body: terms }))
      return call(setStandingOrder, { params, body: { terms, proof } })
    },
    onSuccess: async ({ id }) => {
      proving.forget()
      await navigate({ to: '/standing-orders/$id', params: { id } })
      await refresh()
    },
  })
}
