/** Paths of webhooks: for staff and for service clients. */
import type { Caller, Http } from '#platform/http'
import * as wire from '../wire.ts'
import type { Asking, Endpoints } from './endpoints.ts'
import type { DeliveryLog } from './log.ts'

const may = 'webhooks:manage'

const askingOf = ({ id, kind }: Caller): Asking => ({ id, isClient: kind === 'service' })

const addEndpointRoutes = (http: Http, endpoints: Endpoints): void => {
  http.route(wire.webhookEndpoints, may, async ({ caller }) => ({ items: await endpoints.list(askingOf(caller)) }))
  http.route(wire.makeWebhookEndpoint, may, ({ caller, params, body }) =>
    endpoints.make(askingOf(caller), params.id, body),
  )
  http.route(wire.changeWebhookEndpoint, may, ({ caller, params, body }) =>
    endpoints.change(askingOf(caller), params.id, body),
  )
  http.route(wire.removeWebhookEndpoint, may, async ({ caller, params }) => {
    await endpoints.remove(askingOf(caller), params.id)
    return undefined
  })
  http.route(wire.rotateWebhookSecret, may, ({ caller, params, body }) =>
    endpoints.rotate(askingOf(caller), params.id, params.secret, body.overlapHours),
  )
}

export const addWebhookRoutes = (http: Http, endpoints: Endpoints, log: DeliveryLog): void => {
  addEndpointRoutes(http, endpoints)
  http.route(wire.testWebhookEndpoint, may, async ({ caller, params }) => ({
    delivery: await log.test(askingOf(caller), params.id),
  }))
  http.route(wire.replayWebhooks, may, async ({ caller, params, body }) => ({
    replayed: await log.replaySpan(askingOf(caller), params.id, new Date(body.from), new Date(body.to)),
  }))
  http.route(wire.webhookDeliveries, may, ({ caller, params, query: { state, before, limit } }) =>
    log.list(askingOf(caller), params.id, {
      state,
      before: before ? BigInt(before) : undefined,
      limit: limit ? Number(limit) : undefined,
    }),
  )
  http.route(wire.oneWebhookDelivery, may, ({ caller, params }) => log.find(askingOf(caller), params.id))
  http.route(wire.replayWebhook, may, async ({ caller, params }) => {
    await log.replay(askingOf(caller), params.id)
    return undefined
  })
}
