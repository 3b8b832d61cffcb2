/** Programs that call the bank with a key, as they travel. */
import { z } from 'zod'
import { endpoint, instant, uuid } from '#platform/endpoint'

export const scope = z
  .enum([
    'products:import',
    'cards:pay',
    'labels:write',
    'books:prove',
    'ledger:read',
    'ledger:write',
    'webhooks:manage',
    'abroad:work',
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
export const expiresInDays = z
  .number()
  .int()
  .min(1)
  .max(longestDays)
  .nullable()
  .optional()
  .meta({
    description: `After how many days the key ends, at most ${longestDays}; a year where it is left out, never where it is null. Counted from when it is granted.`,
  })

/** A prefix that leak scanners can look for; what follows is 32 random bytes in base64url. */
export const serviceKeyPrefix = 'bsk_'

export const keyHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'SHA-256 in hex')
  .meta({
    description: `SHA-256 of the key, as hex. A key is made where it will be used: ${serviceKeyPrefix} and 32 random bytes in base64url. The bank never sees it before it is used.`,
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
