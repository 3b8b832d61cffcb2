/** Programs that call the bank with a key, as they travel. */
import { z } from 'zod'
import { endpoint, instant, nameOfThing, newUuid, uuid } from '#platform/endpoint'

export const scope = z
  .enum([
    'products:import',
    'cards:pay',
    'labels:write',
    'books:prove',
    'ledger:read',
    'ledger:write',
    'webhooks:manage',
  ])
  .meta({ id: 'Scope', description: 'What a service client may do.' })

const serviceKey = z
  .strictObject({
    id: uuid,
    createdAt: instant,
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
    lastUsedAt: instant.nullable().meta({ description: 'To the minute.' }),
  })
  .meta({
    id: 'ServiceKey',
    description: 'A key of a service client, without the key itself, which nobody sees again.',
  })

export const serviceClient = z
  .strictObject({
    id: uuid,
    name: z.string(),
    scopes: z.array(scope),
    createdAt: instant,
    revokedAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
    keys: z.array(serviceKey),
  })
  .meta({ id: 'ServiceClient' })

export const serviceClients = endpoint({
  method: 'GET',
  path: '/v1/service-clients',
  tag: 'Staff',
  summary: 'Service clients, with when each of their keys ends and was last used',
  answer: z.strictObject({ items: z.array(serviceClient) }),
})

const longestDays = 730
const expiresInDays = z
  .number()
  .int()
  .min(1)
  .max(longestDays)
  .nullable()
  .optional()
  .meta({
    description: `After how many days the key ends, at most ${longestDays}; a year where it is left out, never where it is null.`,
  })

/** The key is in the answer and nowhere else. */
const withKey = z.strictObject({ client: serviceClient, key: z.string() })

export const createServiceClient = endpoint({
  method: 'PUT',
  path: '/v1/service-clients/{id}',
  tag: 'Staff',
  summary: 'Make a service client',
  description: 'The key is in this answer and nowhere else. A second PUT of the same id is refused.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ name: nameOfThing(120), scopes: z.array(scope).min(1).max(10), expiresInDays }),
  answer: withKey,
  status: 201,
  refusals: ['id-taken'],
})

export const rotateServiceKey = endpoint({
  method: 'PUT',
  path: '/v1/service-clients/{id}/keys/{key}',
  tag: 'Staff',
  summary: 'Give a service client a new key; the one of before opens for some hours more',
  description: 'The key is in this answer and nowhere else. A second PUT of the same id is refused.',
  params: z.strictObject({ id: uuid, key: newUuid }),
  body: z.strictObject({
    overlapHours: z.number().int().min(0).max(720).meta({ description: 'For how long both keys open; 0 to 720.' }),
    expiresInDays,
  }),
  answer: withKey,
  status: 201,
  refusals: ['no-such-client', 'too-many-keys', 'id-taken'],
})

export const revokeServiceKey = endpoint({
  method: 'DELETE',
  path: '/v1/service-clients/{id}/keys/{key}',
  tag: 'Staff',
  summary: 'Revoke one key of a service client; it stops working at once',
  params: z.strictObject({ id: uuid, key: uuid }),
  refusals: ['no-such-key'],
})

export const revokeServiceClient = endpoint({
  method: 'DELETE',
  path: '/v1/service-clients/{id}',
  tag: 'Staff',
  summary: 'Revoke a service client; its keys stop working at once',
  params: z.strictObject({ id: uuid }),
  refusals: ['no-such-client'],
})

export type Scope = z.infer<typeof scope>
export type ServiceClient = z.infer<typeof serviceClient>
export type ServiceKey = z.infer<typeof serviceKey>
