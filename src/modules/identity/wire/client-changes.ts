/** Programs that get in, and their keys: what one person asks for and another one grants, as it travels. */
import { z } from 'zod'
import { endpoint, nameOfThing, newUuid, uuid } from '#platform/endpoint'
import { decision, proposal, reason, secondSigningRefusals, signed, signingRefusals } from './approvals.ts'
import { newOauthClient, publicKey } from './oauth.ts'
import { expiresInDays, keyHash, scope } from './service-clients.ts'

const oauthClientChange = z.strictObject({
  about: z.literal('oauth-client'),
  client: newUuid.meta({ description: 'Its client_id, made by who asks.' }),
  ...newOauthClient.shape,
})

const oauthKeysChange = z.strictObject({
  about: z.literal('oauth-keys'),
  client: uuid,
  keys: z
    .array(publicKey)
    .min(1)
    .max(5)
    .meta({ description: 'All that hold from then on; one of before stays only where it is among them.' }),
})

const serviceClientChange = z.strictObject({
  about: z.literal('service-client'),
  client: newUuid,
  name: nameOfThing(120),
  scopes: z.array(scope).min(1).max(10),
  keyHash,
  expiresInDays,
})

const serviceKeyChange = z.strictObject({
  about: z.literal('service-key'),
  client: uuid,
  key: newUuid,
  keyHash,
  overlapHours: z
    .number()
    .int()
    .min(0)
    .max(720)
    .meta({ description: 'For how long both keys open, from when it is granted; 0 to 720.' }),
  expiresInDays,
})

const change = z.discriminatedUnion('about', [
  oauthClientChange,
  oauthKeysChange,
  serviceClientChange,
  serviceKeyChange,
])

const one = { params: z.strictObject({ id: uuid }) }
const whatMayBeWrong = ['bad-client', 'no-such-oauth-client', 'no-such-client', 'too-many-keys', 'id-taken'] as const

export const clientProposals = endpoint({
  method: 'GET',
  path: '/v1/client-proposals',
  tag: 'Staff',
  summary: 'Who asked for which client or key, and what became of it: the last fifty',
  answer: z.strictObject({ items: z.array(proposal) }),
})

export const proposeClient = endpoint({
  method: 'PUT',
  path: '/v1/client-proposals/{id}',
  tag: 'Staff',
  summary: 'Ask that a program may call the bank, or that its keys are others',
  description:
    'Signed by who asks, as clients.oauth-client, clients.oauth-keys, clients.service-client or clients.service-key, and carried out when a second person has signed it. A client ends by the word of one.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ change, reason, proof: signed }),
  answer: proposal,
  refusals: [...signingRefusals, ...whatMayBeWrong, 'content-changed'],
})

export const decideClient = endpoint({
  method: 'POST',
  path: '/v1/client-proposals/{id}/decision',
  tag: 'Staff',
  summary: 'Let a program in, or its new keys, with a second signature; or deny it without one',
  ...one,
  body: decision,
  answer: proposal,
  refusals: [...secondSigningRefusals, ...whatMayBeWrong, 'no-such-proposal', 'proposal-ended'],
})

export const withdrawClient = endpoint({
  method: 'POST',
  path: '/v1/client-proposals/{id}/withdrawal',
  tag: 'Staff',
  summary: 'Take back what I asked for a program',
  ...one,
  answer: proposal,
  refusals: ['no-such-proposal', 'proposal-ended', 'not-your-request'],
})

export type ClientChange = z.infer<typeof change>
export type OauthClientChange = z.infer<typeof oauthClientChange>
export type OauthKeysChange = z.infer<typeof oauthKeysChange>
export type ServiceClientChange = z.infer<typeof serviceClientChange>
export type ServiceKeyChange = z.infer<typeof serviceKeyChange>
