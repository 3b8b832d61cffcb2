/** Webhooks: programs that are told of events, signed as Standard Webhooks (https://www.standardwebhooks.com) say. */
import { z } from 'zod'
import { endpoint, instant, nameOfThing, newUuid, next, page, uuid } from '#platform/endpoint'

export const webhookEventType = z
  .enum([
    'payment.settled',
    'payment.challenged',
    'payment.waiting',
    'payment.tried',
    'payment.in-review',
    'payment.blocked',
    'payment.refused',
    'payment.announced',
    'payment.authorized',
    'payment.returned',
    'payment.cancelled',
    'payment.expired',
  ])
  .meta({ id: 'WebhookEventType', description: 'payment.…: a payment came into this state.' })

const url = z
  .string()
  .min(10)
  .max(1000)
  .regex(/^https?:\/\/[^\s#]+$/, 'an address')
  .meta({ description: 'HTTPS, on the open internet, at port 443 or above 1023.' })

const events = z.array(webhookEventType).min(1).max(40)

export const webhookEndpoint = z
  .strictObject({
    id: uuid,
    name: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    ofClient: z.boolean().meta({ description: 'Made by a service client, which hears of its own payments alone.' }),
    publicKey: z
      .string()
      .meta({ description: 'whpk_ and an Ed25519 key in base64: checks signatures that begin with v1a.' }),
    secrets: z.array(z.strictObject({ id: uuid, madeAt: instant, endsAt: instant.nullable() })),
    madeAt: instant,
    failingSince: instant.nullable(),
    offAt: instant.nullable(),
    offBecause: z
      .enum(['asked', 'gone', 'failing'])
      .nullable()
      .meta({ description: 'gone: it answered 410; failing: it took nothing for five days.' }),
  })
  .meta({ id: 'WebhookEndpoint' })

const withSecret = z.strictObject({
  endpoint: webhookEndpoint,
  secret: z.string().meta({ description: 'whsec_ and 32 bytes in base64; in this answer and nowhere else.' }),
})

const byId = z.strictObject({ id: uuid })

export const webhookEndpoints = endpoint({
  method: 'GET',
  path: '/v1/webhooks/endpoints',
  tag: 'Webhooks',
  summary: 'Endpoints: all for staff, its own for a service client',
  answer: z.strictObject({ items: z.array(webhookEndpoint) }),
})

export const makeWebhookEndpoint = endpoint({
  method: 'PUT',
  path: '/v1/webhooks/endpoints/{id}',
  tag: 'Webhooks',
  summary: 'Have an address told of events',
  description:
    'Each delivery is a POST of JSON with the headers webhook-id, webhook-timestamp and webhook-signature (v1 by HMAC-SHA256 with each secret that holds, v1a by Ed25519). Any 2xx within fifteen seconds takes it; 410 ends the endpoint; anything else, a redirect too, is tried again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h. Deliveries begin in the order of events and can overtake each other; `sequence` tells the order, and webhook-id stays the same, so a second one can be told.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ name: nameOfThing(120), url, events }),
  answer: withSecret,
  status: 201,
  refusals: ['callback-refused', 'too-many-endpoints', 'id-taken'],
})

export const changeWebhookEndpoint = endpoint({
  method: 'PATCH',
  path: '/v1/webhooks/endpoints/{id}',
  tag: 'Webhooks',
  summary: 'Change an endpoint, or switch it off or on',
  params: byId,
  body: z.strictObject({
    name: nameOfThing(120).optional(),
    url: url.optional(),
    events: events.optional(),
    isOn: z.boolean().optional(),
  }),
  answer: webhookEndpoint,
  refusals: ['no-such-endpoint', 'callback-refused'],
})

export const removeWebhookEndpoint = endpoint({
  method: 'DELETE',
  path: '/v1/webhooks/endpoints/{id}',
  tag: 'Webhooks',
  summary: 'Remove an endpoint; nothing is sent to it any more',
  params: byId,
  refusals: ['no-such-endpoint'],
})

export const rotateWebhookSecret = endpoint({
  method: 'PUT',
  path: '/v1/webhooks/endpoints/{id}/secrets/{secret}',
  tag: 'Webhooks',
  summary: 'Give an endpoint a new secret; the earlier ones sign for some hours more',
  description:
    'While several secrets hold, each delivery carries a signature by each. A second PUT of the same id is refused.',
  params: z.strictObject({ id: uuid, secret: newUuid }),
  body: z.strictObject({ overlapHours: z.number().int().min(0).max(720) }),
  answer: withSecret,
  status: 201,
  refusals: ['no-such-endpoint', 'too-many-secrets', 'id-taken'],
})

export const testWebhookEndpoint = endpoint({
  method: 'POST',
  path: '/v1/webhooks/endpoints/{id}/test',
  tag: 'Webhooks',
  summary: 'Send an endpoint an event of the type webhook.test',
  params: byId,
  answer: z.strictObject({ delivery: uuid }),
  status: 201,
  refusals: ['no-such-endpoint', 'endpoint-off'],
})

/** Deliveries that one replay may ask for again. */
export const mostReplayed = 10_000

export const replayWebhooks = endpoint({
  method: 'POST',
  path: '/v1/webhooks/endpoints/{id}/replay',
  tag: 'Webhooks',
  summary: 'Send all events of a span again, those too that came while the endpoint was off',
  description: `Events are kept for thirty days. At most ${mostReplayed} at a time.`,
  params: byId,
  body: z.strictObject({ from: instant, to: instant }),
  answer: z.strictObject({ replayed: z.number().int() }),
  refusals: ['no-such-endpoint', 'endpoint-off', 'span-too-large'],
})

export const webhookState = z.enum(['waiting', 'delivered', 'given-up'])

const attempt = z
  .strictObject({
    number: z.number().int(),
    at: instant,
    ms: z.number().int(),
    status: z.number().int().nullable().meta({ description: 'Null where there was no answer.' }),
    failure: z.string().nullable().meta({ description: 'Why it did not count, such as too-slow or HTTP 503.' }),
    bodyHash: z.string().meta({ description: 'SHA-256 of the body that was sent, in hex.' }),
  })
  .meta({ id: 'WebhookAttempt' })

export const webhookDelivery = z
  .strictObject({
    id: uuid.meta({ description: 'The webhook-id.' }),
    endpoint: uuid,
    type: z.string(),
    sequence: z.string().meta({ description: 'Of the event: digits that grow.' }),
    at: instant.meta({ description: 'When the event happened.' }),
    state: webhookState,
    attempts: z.number().int(),
    dueAt: instant.nullable().meta({ description: 'Of one that waits: when it is tried next.' }),
    last: attempt.nullable(),
  })
  .meta({ id: 'WebhookDelivery' })

export const webhookDeliveries = endpoint({
  method: 'GET',
  path: '/v1/webhooks/endpoints/{id}/deliveries',
  tag: 'Webhooks',
  summary: 'The delivery log of an endpoint, newest event first',
  params: byId,
  query: z.strictObject({ ...page, state: webhookState.optional() }),
  answer: z.strictObject({ items: z.array(webhookDelivery), next }),
  refusals: ['no-such-endpoint'],
})

export const oneWebhookDelivery = endpoint({
  method: 'GET',
  path: '/v1/webhooks/deliveries/{id}',
  tag: 'Webhooks',
  summary: 'One delivery with all its attempts',
  params: byId,
  answer: z.strictObject({ delivery: webhookDelivery, attempts: z.array(attempt) }),
  refusals: ['no-such-delivery'],
})

export const replayWebhook = endpoint({
  method: 'POST',
  path: '/v1/webhooks/deliveries/{id}/replay',
  tag: 'Webhooks',
  summary: 'Send one delivery again, under the same webhook-id',
  params: byId,
  refusals: ['no-such-delivery', 'endpoint-off'],
})

export type WebhookEventType = z.infer<typeof webhookEventType>
export type WebhookEndpoint = z.infer<typeof webhookEndpoint>
export type WebhookDelivery = z.infer<typeof webhookDelivery>
export type WebhookAttempt = z.infer<typeof attempt>
export type WebhookState = z.infer<typeof webhookState>
