import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query'
import type { WebhookState } from '#wire/notifications'
import { oneWebhookDelivery, webhookDeliveries, webhookEndpoints } from '#wire/notifications'
import { call } from '../../../api/call.ts'

const HOOKS = 'webhooks'
const SOON_MS = 5_000
const PAGE = '25'

/** Every endpoint. */
export const endpointsQuery = queryOptions({
  queryKey: [HOOKS, 'endpoints'],
  refetchInterval: SOON_MS,
  queryFn: async ({ signal }) => (await call(webhookEndpoints, { signal })).items,
})

/** The delivery log of an endpoint, page by page into the past. Asks again by itself. */
export const deliveriesQuery = (id: string, state: WebhookState | undefined) =>
  infiniteQueryOptions({
    queryKey: [HOOKS, 'deliveries', id, state ?? 'all'],
    refetchInterval: SOON_MS,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(webhookDeliveries, { params: { id }, query: { state, before: pageParam, limit: PAGE }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** One delivery with all its attempts. */
export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: [HOOKS, 'delivery', id],
    refetchInterval: SOON_MS,
    queryFn: ({ signal }) => call(oneWebhookDelivery, { params: { id }, signal }),
  })

/** Returns what asks the bank again for everything about webhooks. */
export const useRefreshWebhooks = (): (() => Promise<void>) => {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: [HOOKS] })
}
