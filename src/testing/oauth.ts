/** A whole bank and the clients of OAuth that come to it, over HTTP without a port. */

import { exportJWK } from 'jose'
import * as openid from 'openid-client'
import { type Person, type TestBank, type TestBankOptions, testBank } from '#testing/bank'
import { letIn } from '#testing/clients'
import { browserHeaders } from '#testing/page-token'
import type { NewOauthClient } from '#wire/identity'

export const issuer = 'http://localhost:3000/oauth'
export const redirectUri = 'https://third.example/back'

type Fetch = openid.CustomFetch
export type Keys = openid.CryptoKeyPair

/** The bank as a foreign program reaches it. */
export const fetchFrom =
  (server: TestBank['http']['server']): Fetch =>
  async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url)
    const payload = body === null || body === undefined ? {} : { payload: String(body) }
    const answer = await server.inject({ method: method as 'GET', url: pathname + search, headers, ...payload })
    const told = new Headers()
    for (const [name, value] of Object.entries(answer.headers))
      for (const each of [value ?? []].flat()) told.append(name, String(each))
    const isEmpty = answer.statusCode === 204 || answer.statusCode === 304
    return new Response(isEmpty ? null : answer.body, { status: answer.statusCode, headers: told })
  }

/** The cookies of a browser that nobody looks at. */
export const createBrowser = (server: TestBank['http']['server'], cookies = new Map<string, string>()) => {
  const go = async (url: string, method: 'GET' | 'POST' = 'GET', body?: object) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await server.inject({
      method,
      url: url.replace('http://localhost:3000', ''),
      headers: cookie === '' ? { 'x-bankserver': 'none' } : browserHeaders(cookie),
      ...(body === undefined ? {} : { payload: body }),
    })
    for (const set of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  return { go, cookies }
}

export type TestBrowser = ReturnType<typeof createBrowser>

const sessionOf = ({ headers }: Person): Map<string, string> => {
  const [name = '', value = ''] = headers.cookie?.split('=') ?? []
  return new Map([[name, value]])
}

/** `prepare` adds paths of the test's own, before the first request. */
export const testOauth = async (options: TestBankOptions = {}, prepare: (bank: TestBank) => void = () => {}) => {
  const bank = await testBank({ clock: () => new Date(), ...options })
  prepare(bank)
  const [administrator, second] = [
    await bank.person('administrator', 'Admin'),
    await bank.person('administrator', 'Second'),
  ]

  const register = async (given: Partial<NewOauthClient> & Pick<NewOauthClient, 'kind'>) => {
    const id = bank.newId()
    const body = { name: 'Third', redirectUris: [redirectUri], keys: [], scopes: ['accounts:read'], ...given }
    return { id, ...(await letIn(bank, [administrator, second], { about: 'oauth-client', client: id, ...body })) }
  }

  /** Makes a client with keys of its own, and discovers the bank as it would. */
  const thirdParty = async (
    given: Partial<NewOauthClient> = {},
    { algorithm = 'ES256', jarm = false, server = bank.http.server } = {},
  ) => {
    const keys = await openid.randomDPoPKeyPair(algorithm, { extractable: true })
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: algorithm } as NewOauthClient['keys'][number]
    const { id } = await register({ kind: 'third-party', keys: [jwk], ...given })
    const config = await openid.discovery(
      new URL(issuer),
      id,
      { use_mtls_endpoint_aliases: false },
      openid.PrivateKeyJwt({ key: keys.privateKey, kid: 'one' }),
      {
        [openid.customFetch]: fetchFrom(server),
        execute: [openid.allowInsecureRequests, ...(jarm ? [openid.useJwtResponseMode] : [])],
      },
    )
    return { id, keys, config, redirectUri: given.redirectUris?.[0] ?? redirectUri }
  }

  /** An app of our own: it has no key that anybody knows, only the one that it proves each time. */
  const app = async () => {
    const redirectUris = ['com.example.app:/back']
    const { id } = await register({ kind: 'app', name: 'Our app', redirectUris, scopes: ['bank:use'] })
    const config = await openid.discovery(new URL(issuer), id, {}, openid.None(), {
      [openid.customFetch]: fetchFrom(bank.http.server),
      execute: [openid.allowInsecureRequests],
    })
    return { id, config, redirectUri: redirectUris[0] }
  }

  const program = async (scopes: string[]) => thirdParty({ kind: 'program', redirectUris: [], scopes })

  return {
    bank,
    administrator,
    administrators: [administrator, second] as const,
    register,
    thirdParty,
    app,
    program,
    browserOf: (person: Person, server = bank.http.server) => createBrowser(server, sessionOf(person)),
    [Symbol.asyncDispose]: () => bank[Symbol.asyncDispose](),
  }
}

export type TestOauth = Awaited<ReturnType<typeof testOauth>>
export interface Foreign {
  readonly config: openid.Configuration
  readonly redirectUri: string
}

export interface Begun {
  readonly url: URL
  readonly verifier: string
  readonly state: string
  readonly proofs: openid.DPoPHandle
  readonly keys: Keys
}

/** A client pushes what it wants and gets the address to lead the customer to. */
export const begin = async (
  { config, redirectUri }: Foreign,
  { scope = 'openid profile accounts:read', more = {} }: { scope?: string; more?: Record<string, string> } = {},
): Promise<Begun> => {
  const [keys, verifier, state] = [
    await openid.randomDPoPKeyPair('ES256', { extractable: true }),
    openid.randomPKCECodeVerifier(),
    openid.randomState(),
  ]
  const proofs = openid.getDPoPHandle(config, keys)
  const url = await openid.buildAuthorizationUrlWithPAR(
    config,
    {
      redirect_uri: redirectUri,
      scope,
      state,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...more,
    },
    { DPoP: proofs },
  )
  return { url, verifier, state, proofs, keys }
}

/** The customer is led to the bank's page; answers the id of the request. */
export const arrive = async (browser: TestBrowser, url: URL): Promise<string> => {
  const answer = await browser.go(url.href)
  const [, id] = /^\/consent\/([\w-]{43})$/.exec(String(answer.headers.location)) ?? []
  if (answer.statusCode !== 303 || id === undefined) throw new Error(`${answer.statusCode} ${answer.headers.location}`)
  return id
}

/** All accounts of whoever sits at the browser. */
export const ownAccounts = async (browser: TestBrowser): Promise<string[]> =>
  (await browser.go('/v1/products')).json().items.map(({ id }: { id: string }) => id)

/** The customer decides, for all accounts unless some are given, and is led back to the client. */
export const decide = async (
  browser: TestBrowser,
  id: string,
  answer: 'allow' | 'deny' = 'allow',
  accounts?: readonly string[],
): Promise<URL> => {
  const decided = await browser.go(`/v1/consent-requests/${id}`, 'POST', {
    answer,
    ...(answer === 'allow' ? { accounts: accounts ?? (await ownAccounts(browser)) } : {}),
  })
  if (decided.statusCode !== 200) throw new Error(decided.body)
  const back = await browser.go(decided.json().continueAt)
  return new URL(String(back.headers.location))
}

/** The client takes the code to the token endpoint. */
export const redeem = ({ config }: Foreign, back: URL, { verifier, state, proofs }: Begun) =>
  openid.authorizationCodeGrant(
    config,
    back,
    { pkceCodeVerifier: verifier, expectedState: state, idTokenExpected: true },
    undefined,
    { DPoP: proofs },
  )

/** From the first request to the tokens. */
export const connect = async (
  test: TestOauth,
  customer: Person,
  foreign: Foreign,
  scope?: string,
  accounts?: readonly string[],
) => {
  const begun = await begin(foreign, { scope })
  const browser = test.browserOf(customer)
  const back = await decide(browser, await arrive(browser, begun.url), 'allow', accounts)
  return { ...begun, back, tokens: await redeem(foreign, back, begun) }
}

/** Calls a path of the bank with an access token and a proof of its key. */
export const callWith = async (
  { config }: Foreign,
  token: string,
  proofs: openid.DPoPHandle,
  path = '/v1/products',
  method = 'GET',
  body?: string,
) => {
  const headers = new Headers(body === undefined ? {} : { 'content-type': 'application/json' })
  const address = new URL(path, 'http://localhost:3000')
  return openid
    .fetchProtectedResource(config, token, address, method, body, headers, { DPoP: proofs })
    .catch((error: unknown) => {
      if (error instanceof openid.WWWAuthenticateChallengeError) return error.response
      throw error
    })
}
