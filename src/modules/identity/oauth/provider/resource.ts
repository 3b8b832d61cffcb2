/** The one resource that tokens are for: the bank's paths. */
import { type Configuration, errors } from 'oidc-provider'
import { accessTokenSeconds } from '../durations.ts'
import { signingAlgorithm } from '../keys/key.ts'

/** Access tokens are JWTs (RFC 9068) whose audience is the bank's paths; who asks for another audience is refused. */
export const resourceIndicators = (audience: string): NonNullable<Configuration['features']>['resourceIndicators'] => ({
  enabled: true,
  defaultResource: async () => audience,
  useGrantedResource: async () => true,
  getResourceServerInfo: async (_ctx, resource, client) => {
    if (resource !== audience) throw new errors.InvalidTarget()
    return {
      audience,
      scope: String(client.bank_scopes),
      accessTokenFormat: 'jwt',
      accessTokenTTL: accessTokenSeconds,
      jwt: { sign: { alg: signingAlgorithm } },
    }
  },
})
