/** How oidc-provider is set up: FAPI 2.0 for everybody, and nothing that it does not need. */
import type { Adapter, Configuration, FindAccount, JWKS } from 'oidc-provider'
import { ownFields } from '../clients/metadata.ts'
import { toleranceSeconds } from '../durations.ts'
import { signingAlgorithm } from '../keys/key.ts'
import { identityScopes } from '../scopes.ts'
import { enabledJWA } from './algorithms.ts'
import { lifetimes } from './lifetimes.ts'
import { resourceIndicators } from './resource.ts'

export interface ConfigurationNeeds {
  /** What tokens are for. */
  readonly audience: string
  readonly isSecure: boolean
  readonly keys: JWKS
  readonly adapters: (model: string) => Adapter
  readonly findAccount: FindAccount
  /** 32 bytes that all processes share. */
  readonly nonceSecret: Buffer
  /** Keeps an access token so that it can be looked up and ended; is waited for before the token goes out. */
  readonly keepToken: NonNullable<NonNullable<NonNullable<Configuration['formats']>['customizers']>['jwt']>
}

/** Where the page is that asks the customer. */
const consentPath = '/consent'

/** The cookies that tie a request to the browser that made it. With the prefix, only this host can set them. */
export const cookieNames = (isSecure: boolean) => ({
  interaction: isSecure ? '__Host-bank-consent' : 'bank-consent',
  resume: isSecure ? '__Secure-bank-resume' : 'bank-resume',
  session: isSecure ? '__Secure-bank-nothing' : 'bank-nothing',
})

const features = (needs: ConfigurationNeeds): Configuration['features'] => ({
  fapi: { enabled: true, profile: '2.0' },
  pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
  dPoP: { enabled: true, nonceSecret: needs.nonceSecret, requireNonce: () => true, allowReplay: false },
  resourceIndicators: resourceIndicators(needs.audience),
  clientCredentials: { enabled: true },
  // A client may ask about its own tokens and end them; the bank's paths look tokens up by themselves.
  introspection: {
    enabled: true,
    allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId,
  },
  revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId },
  jwtResponseModes: { enabled: true },
  // Who the customer is stands in the ID token; access tokens are for the bank's paths and nothing else.
  userinfo: { enabled: false },
  rpInitiatedLogout: { enabled: false },
  devInteractions: { enabled: false },
})

const cookies = (isSecure: boolean): Configuration['cookies'] => {
  const attributes = { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/', signed: false } as const
  return { names: cookieNames(isSecure), long: attributes, short: attributes }
}

/** The whole configuration. Whatever the library has a default for that it would warn about is given here. */
export const configure = (needs: ConfigurationNeeds): Configuration => ({
  adapter: needs.adapters,
  jwks: needs.keys,
  findAccount: needs.findAccount,
  features: features(needs),
  cookies: cookies(needs.isSecure),
  enabledJWA,
  ttl: lifetimes,
  clockTolerance: toleranceSeconds,
  scopes: [...identityScopes],
  claims: { openid: ['sub'], profile: ['name'] },
  responseTypes: ['code'],
  clientAuthMethods: ['private_key_jwt', 'none'],
  clientDefaults: {
    id_token_signed_response_alg: signingAlgorithm,
    token_endpoint_auth_method: 'private_key_jwt',
    response_types: ['code'],
    grant_types: ['authorization_code'],
  },
  extraClientMetadata: { properties: [...ownFields] },
  pkce: { required: () => true },
  allowOmittingSingleRegisteredRedirectUri: false,
  clientBasedCORS: () => false,
  expiresWithSession: async () => false,
  issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  // FAPI 2.0, 5.3.2.1: none for clients that prove who they are. Apps of our own cannot, so theirs changes at each use,
  // and a second use of one ends them all.
  rotateRefreshToken: (ctx) => ctx.oidc.client?.clientAuthMethod === 'none',
  // The customer is asked each time: no session of the library's lasts, so each request begins without one.
  interactions: { url: (_ctx, interaction) => `${consentPath}/${interaction.uid}` },
  formats: { bitsOfOpaqueRandomness: 256, customizers: { jwt: needs.keepToken } },
  routes: {
    authorization: '/authorize',
    pushed_authorization_request: '/par',
    token: '/token',
    introspection: '/introspect',
    revocation: '/revoke',
    jwks: '/jwks',
  },
  // Somebody came with a request that leads nowhere; a page of ours says so, in their language.
  renderError: (ctx, { error }) => {
    ctx.status = 303
    ctx.set('location', `${consentPath}/refused?reason=${encodeURIComponent(error)}`)
    ctx.body = ''
  },
})
