import { queryOptions } from '@tanstack/react-query'
import {
  abroadMessages,
  corridorChanges,
  corridors,
  holidays,
  oneReceivedMessage,
  receivedMessages,
  referenceRates,
} from '#wire/payments'
import { call } from '../../../api/call.ts'
import type { CurrencyCode } from '../../../kit/currency.ts'

export const corridorsQuery = queryOptions({
  queryKey: ['abroad', 'corridors'],
  queryFn: async ({ signal }) => (await call(corridors, { signal })).items,
})
export const changesQuery = queryOptions({
  queryKey: ['abroad', 'changes'],
  queryFn: async ({ signal }) => (await call(corridorChanges, { signal })).items,
})
export const ratesQuery = queryOptions({
  queryKey: ['abroad', 'rates'],
  queryFn: ({ signal }) => call(referenceRates, { signal }),
})
export const messagesQuery = queryOptions({
  queryKey: ['abroad', 'messages'],
  queryFn: ({ signal }) => call(abroadMessages, { signal }),
})
export const receivedQuery = queryOptions({
  queryKey: ['abroad', 'received'],
  queryFn: async ({ signal }) => (await call(receivedMessages, { signal })).items,
})
export const oneReceivedQuery = (id: string) =>
  queryOptions({
    queryKey: ['abroad', 'received', id],
    queryFn: ({ signal }) => call(oneReceivedMessage, { params: { id }, signal }),
  })
export const holidaysQuery = (currency: CurrencyCode, year: string) =>
  queryOptions({
    queryKey: ['abroad', 'holidays', currency, year],
    queryFn: async ({ signal }) => (await call(holidays, { params: { currency }, query: { year }, signal })).items,
  })
