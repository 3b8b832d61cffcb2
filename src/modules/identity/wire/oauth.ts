/** OAuth as the bank's own pages see it: what a customer is asked and has allowed, and which clients there are. */
import { z } from 'zod'
import { endpoint, instant, nameOfThing, uuid } from '#platform/endpoint'

export const clientKind = z.enum(['third-party', 'app', 'program']).meta({
  id: 'ClientKind',
  description:
    'third-party acts for customers and proves who it is; app is our own on a customer’s device; program acts for itself.',
})

export const oauthScope = z
  .enum(['accounts:read', 'payments:write', 'bank:use'])
  .meta({ id: 'OauthScope', description: 'What a customer may let a client do.' })

const clientName = nameOfThing(120)

const requestId = z.string().regex(/^[\w-]{20,64}$/, 'the id of a request for consent')

const asker = z
  .strictObject({
    name: z.string(),
    kind: clientKind,
    host: z.string().meta({ description: 'Where the customer is led afterwards.' }),
  })
  .meta({ id: 'ConsentAsker' })

export const consentRequest = z
  .strictObject({
    id: requestId,
    client: asker,
    scopes: z.array(oauthScope),
    wantsName: z.boolean().meta({ description: 'Whether the client learns the customer’s name.' }),
    endsAt: instant.meta({ description: 'Until when the consent would hold.' }),
  })
  .meta({ id: 'ConsentRequest' })

export const readConsentRequest = endpoint({
  method: 'GET',
  path: '/v1/consent-requests/{id}',
  tag: 'Consents',
  summary: 'What a client asks of me',
  description: 'Answered to the browser in which the request began, for fifteen minutes.',
  params: z.strictObject({ id: requestId }),
  answer: consentRequest,
  refusals: ['consent-request-over', 'not-allowed'],
})

export const decideConsentRequest = endpoint({
  method: 'POST',
  path: '/v1/consent-requests/{id}',
  tag: 'Consents',
  summary: 'Allow or deny what a client asks, once',
  params: z.strictObject({ id: requestId }),
  description:
    'A third party reaches the accounts that are chosen here and no others; an app of our own is not asked for any.',
  body: z.strictObject({
    answer: z.enum(['allow', 'deny']),
    accounts: z.array(uuid).max(100).optional().meta({ description: 'Ids of the accounts that the consent is for.' }),
  }),
  answer: z.strictObject({ continueAt: z.string().meta({ description: 'Where the browser goes on to the client.' }) }),
  refusals: ['consent-request-over', 'not-allowed', 'accounts-needed', 'no-such-product'],
})

export const consent = z
  .strictObject({
    id: uuid,
    client: z.strictObject({ id: uuid, name: z.string(), kind: clientKind }),
    scopes: z.array(oauthScope),
    accounts: z.array(uuid).nullable().meta({
      description:
        'What it is for; null for all accounts: of our own apps, and of consents from before they were chosen.',
    }),
    givenAt: instant,
    endsAt: instant,
    usedAt: instant.nullable().meta({ description: 'Last use, to the minute.' }),
    endedAt: instant.nullable(),
    endedBy: z.enum(['person', 'client', 'bank']).nullable(),
  })
  .meta({ id: 'Consent' })

export const consents = endpoint({
  method: 'GET',
  path: '/v1/me/consents',
  tag: 'Consents',
  summary: 'What I have allowed others: the last fifty consents, newest first',
  answer: z.strictObject({ items: z.array(consent) }),
})

export const withdrawConsent = endpoint({
  method: 'DELETE',
  path: '/v1/me/consents/{id}',
  tag: 'Consents',
  summary: 'Withdraw a consent; its tokens stop working within a second',
  params: z.strictObject({ id: uuid }),
  refusals: ['no-such-consent'],
})

const part = z.string().regex(/^[\w-]{1,800}$/, 'base64url')

export const publicKey = z
  .strictObject({
    kty: z.enum(['RSA', 'EC', 'OKP']),
    kid: z.string().regex(/^[\x21-\x7e]{1,100}$/, 'printable characters without spaces'),
    use: z.literal('sig').optional(),
    alg: z.enum(['PS256', 'ES256', 'EdDSA', 'Ed25519']).optional(),
    crv: z.enum(['P-256', 'Ed25519']).optional(),
    x: part.optional(),
    y: part.optional(),
    n: part.optional(),
    e: part.optional(),
  })
  .meta({ id: 'PublicKey', description: 'A public key as JWK (RFC 7517). A private member is refused.' })

export const oauthClient = z
  .strictObject({
    id: uuid,
    kind: clientKind,
    name: z.string(),
    redirectUris: z.array(z.string()),
    keyIds: z.array(z.string()),
    scopes: z.array(z.string()),
    createdAt: instant,
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'OauthClient' })

export const oauthClients = endpoint({
  method: 'GET',
  path: '/v1/oauth-clients',
  tag: 'Staff',
  summary: 'Clients of OAuth, newest first',
  answer: z.strictObject({ items: z.array(oauthClient) }),
})

/** What a client is registered with. An app has no keys, a program no redirect addresses. */
export const newOauthClient = z.strictObject({
  kind: clientKind,
  name: clientName,
  redirectUris: z.array(z.string().min(1).max(500)).max(10),
  keys: z.array(publicKey).max(5),
  scopes: z.array(z.string().min(1).max(40)).min(1).max(20),
})

export const revokeOauthClient = endpoint({
  method: 'DELETE',
  path: '/v1/oauth-clients/{id}',
  tag: 'Staff',
  summary: 'Revoke a client of OAuth; every consent given to it ends',
  params: z.strictObject({ id: uuid }),
  refusals: ['no-such-oauth-client'],
})

export type ClientKind = z.infer<typeof clientKind>
export type OauthScope = z.infer<typeof oauthScope>
export type ConsentRequest = z.infer<typeof consentRequest>
export type Consent = z.infer<typeof consent>
export type PublicKey = z.infer<typeof publicKey>
export type OauthClient = z.infer<typeof oauthClient>
export type NewOauthClient = z.infer<typeof newOauthClient>
