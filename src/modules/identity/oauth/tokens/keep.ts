/** Access tokens are written down when they are made, so that they can be looked up, and ended before their time. */
import type { AccessToken, ClientCredentials, JWTStructured } from 'oidc-provider'
import type { Database } from '#platform/database'
import { keepRecord } from '../records/records.ts'

type Token = AccessToken | ClientCredentials

const numberOf = (value: unknown): number => {
  if (typeof value !== 'number') throw new TypeError('a token without its times')
  return value
}

/** Keeps what the token says, under the hash of its id. */
export const createKeepToken =
  (db: Database) =>
  async (_ctx: unknown, token: Token, { payload }: JWTStructured): Promise<void> => {
    const { jti, iat, exp, aud, scope } = payload
    const content = {
      kind: token.kind,
      clientId: token.clientId,
      jkt: token.jkt,
      aud,
      scope,
      iat,
      exp,
      ...('accountId' in token ? { accountId: token.accountId, grantId: token.grantId, gty: token.gty } : {}),
    }
    await keepRecord(db, token.kind, String(jti), content, new Date(numberOf(exp) * 1000))
  }
