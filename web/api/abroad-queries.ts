import { queryOptions } from '@tanstack/react-query'
import { corridors, onePaymentAbroad, paymentsAbroad } from '#wire/payments'
import { call } from './call.ts'

/** Where money can be sent. */
export const corridorsQuery = queryOptions({
  queryKey: ['corridors'],
  queryFn: async ({ signal }) => (await call(corridors, { signal })).items,
})

/** My payments to and from other countries. */
export const paymentsAbroadQuery = queryOptions({
  queryKey: ['money', 'abroad'],
  queryFn: async ({ signal }) => (await call(paymentsAbroad, { signal })).items,
})

/** One of them. */
export const paymentAbroadQuery = (id: string) =>
  queryOptions({
    queryKey: ['money', 'abroad', id],
    queryFn: ({ signal }) => call(onePaymentAbroad, { params: { id }, signal }),
  })
