/** OAuth 2 and OpenID Connect, put together. */
import Provider from 'oidc-provider'
import type { Database } from '#platform/database'
import type { Caller } from '#platform/http'
import type { RandomBytes } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { Tell } from '../messages/tell.ts'
import type { Cache } from '../sessions/cache.ts'
import { createFindAccount } from './account.ts'
import { createAnswer } from './answer.ts'
import { createEndClient } from './clients/end.ts'
import { findClientNames, listClients } from './clients/store.ts'
import type { AccountsOf } from './consents/accounts.ts'
import { createDecide, type Decision } from './consents/decide.ts'
import { endConsent } from './consents/end.ts'
import { listConsents } from './consents/list.ts'
import { createShowRequest } from './consents/show.ts'
import { deriveKey } from './keys/derive.ts'
import { createKeyRing } from './keys/key-ring.ts'
import { cookieNames } from './provider/configuration.ts'
import { createCurrentProvider } from './provider/current.ts'
import { createAdapters } from './records/adapter.ts'
import { tidyRecords } from './records/records.ts'
import { createAuthenticateToken } from './tokens/authenticate.ts'
import { createKeepToken } from './tokens/keep.ts'
import { createNonces } from './tokens/nonce.ts'
import { createReadToken } from './tokens/read.ts'

interface Needs {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
  readonly random: RandomBytes
  readonly secret: string
  readonly isSecure: boolean
  /** Where the bank is; the first is its name in tokens. Read when it is needed. */
  readonly origins: readonly string[]
  /** Who was recognized within the last second. */
  readonly callers: Cache<Caller | null>
  readonly tell: Tell
}

/** Builds OAuth. Nothing is made before the first request; the keys then come from the database. */
export const createOauth = ({ db, sealing, clock, random, secret, isSecure, origins, callers, tell }: Needs) => {
  const origin = () => origins[0] ?? ''
  const issuer = () => `${origin()}/oauth`
  const audience = () => `${origin()}/v1`
  const nonceSecret = deriveKey(secret, 'nonces')
  const ring = createKeyRing({ db, clock, sealing })
  const forget = () => callers.clear()
  const isGivenBack = () => Provider.ctx?.oidc.route === 'revocation'
  const provider = createCurrentProvider(
    ring,
    issuer,
    {
      isSecure,
      adapters: createAdapters({ db, clock, forget, isGivenBack }),
      findAccount: createFindAccount(db),
      nonceSecret,
      keepToken: createKeepToken(db),
    },
    audience,
  )
  const readToken = createReadToken({ ring, clock, issuer, audience })
  const nonces = createNonces(nonceSecret)
  const endClient = createEndClient({ db, clock })
  let accountsOf: AccountsOf = async () => []
  const decide = createDecide({
    db,
    clock,
    random,
    provider,
    audience,
    tell,
    accountsOf: (person) => accountsOf(person),
  })

  return {
    answer: createAnswer(provider, readToken),
    authenticate: createAuthenticateToken({ db, clock, callers, readToken, nonces, origin }),
    requestCookie: cookieNames(isSecure).interaction,
    showRequest: createShowRequest({ db, clock, provider }),
    decide: (caller: Caller, id: string, decision: Decision) => decide(caller, id, decision),
    accountsFrom: (find: AccountsOf) => {
      accountsOf = find
    },
    clientNames: (ids: readonly string[]) => findClientNames(db, ids),
    consents: (person: string) => listConsents(db, person),
    withdraw: async (person: string, id: string) => {
      const isEnded = await endConsent(db, id, 'person', clock(), person)
      forget()
      return isEnded
    },
    clients: () => listClients(db),
    endClient: async (caller: Caller, id: string) => {
      await endClient(caller, id)
      forget()
    },
    rotateKeys: ring.rotate,
    tidy: () => tidyRecords(db, clock()),
  }
}

export type Oauth = ReturnType<typeof createOauth>
