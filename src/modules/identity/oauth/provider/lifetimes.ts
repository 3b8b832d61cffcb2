/** How long each thing lives that the library makes. */
import type { Configuration } from 'oidc-provider'
import { accessTokenSeconds, codeSeconds, consentSeconds, idTokenSeconds, interactionSeconds } from '../durations.ts'

export const lifetimes: Configuration['ttl'] = {
  AccessToken: accessTokenSeconds,
  AuthorizationCode: codeSeconds,
  ClientCredentials: accessTokenSeconds,
  Grant: consentSeconds,
  IdToken: idTokenSeconds,
  Interaction: interactionSeconds,
  // However often it is used or exchanged, a refresh token ends with the consent.
  RefreshToken: (ctx) => Math.max(1, ctx.oidc.entities.Grant?.remainingTTL ?? consentSeconds),
  // Of the request alone; the bank's own session is the one that lasts.
  Session: interactionSeconds,
}
