import assert from 'node:assert/strict'
import { test } from 'node:test'
import { texts } from '#testing/attack'
import { assertionOf, assertionType } from '#testing/forge'
import { begin, redirectUri, type TestOauth, testOauth } from '#testing/oauth'

type Form = Readonly<Record<string, string>>

interface Door {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** A request as it should be, apart from who asks. */
  readonly good: Form
  /** Whether the client says who it is. */
  readonly isKnown: boolean
}

/** Every parameter that the standards name for these paths, whether we take it or not. */
const parameters =
  `acr_values assertion audience authorization_details claims claims_locales client_assertion client_assertion_type client_id client_secret code
   code_challenge code_challenge_method code_verifier device_code display dpop_jkt grant_type id_token_hint login_hint max_age nonce prompt
   redirect_uri refresh_token registration request request_uri requested_token_type resource response_mode response_type scope state
   subject_token token token_type_hint ui_locales user_code web_message_uri __proto__ constructor toString`.split(/\s+/)

const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const asked = {
  response_type: 'code',
  redirect_uri: redirectUri,
  scope: 'accounts:read',
  code_challenge: challenge,
  code_challenge_method: 'S256',
}

const doors: readonly Door[] = [
  { method: 'GET', path: '/oauth/authorize', good: {}, isKnown: false },
  { method: 'POST', path: '/oauth/authorize', good: {}, isKnown: false },
  ...[true, false].flatMap((isKnown): Door[] => [
    { method: 'POST', path: '/oauth/par', good: asked, isKnown },
    { method: 'POST', path: '/oauth/token', good: { grant_type: 'authorization_code', code: 'x' }, isKnown },
    { method: 'POST', path: '/oauth/token', good: { grant_type: 'refresh_token', refresh_token: 'x' }, isKnown },
    { method: 'POST', path: '/oauth/token', good: { grant_type: 'client_credentials' }, isKnown },
    { method: 'POST', path: '/oauth/introspect', good: { token: 'x' }, isKnown },
    { method: 'POST', path: '/oauth/revoke', good: { token: 'x' }, isKnown },
  ]),
]

/** What comes after the prefix: paths that the library knows, with something in place of an id. */
const below = ['', 'authorize/', 'userinfo', 'jwks', '.well-known/', 'par/', 'token/', 'session/end', 'reg/', 'device']

const encoded = (text: string): string => {
  try {
    return encodeURIComponent(text)
  } catch {
    // A half of a character cannot be written in an address.
    return '%ED%A0%80'
  }
}

const formOf = (form: Form): string =>
  Object.entries(form)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&')

type Answer = Awaited<ReturnType<TestOauth['bank']['http']['server']['inject']>>

/** Texts that would be noticed wherever they came back; short ones stand in many an answer by themselves. */
const isTelling = (text: string): boolean => text.trim().length > 7 && /[^\w.:+-]/.test(text)

/** Where nothing is wrong with a request although one field is odd: what any text may stand in, and tokens that nobody has. */
const isHarmless = ({ statusCode, body }: Answer, { path }: Door): boolean => {
  if (statusCode === 201 && path === '/oauth/par')
    return Object.keys(JSON.parse(body)).sort().join() === 'expires_in,request_uri'
  if (statusCode !== 200) return false
  return path === '/oauth/introspect' ? body === '{"active":false}' : path === '/oauth/revoke' && body === ''
}

const complain = (answer: Answer, door: Door, text: string): string | null => {
  const { statusCode, headers, body } = answer
  const said = `${JSON.stringify(headers)} ${body}`
  if (statusCode >= 500) return `${statusCode} ${body.slice(0, 200)}`
  const back = [text, encoded(text)].map((form) => said.indexOf(form)).find((index) => index >= 0)
  if (back !== undefined && isTelling(text)) return `gives back ${said.slice(Math.max(0, back - 80), back + 80)}`
  if (String(headers['set-cookie'] ?? '').includes('stolen')) return 'a header was smuggled in'
  if (headers['x-content-type-options'] !== 'nosniff') return 'may be sniffed'
  if (statusCode === 303 && door.path.startsWith('/oauth/authorize'))
    return /^\/consent\/refused\?reason=[a-z_]+$/.test(String(headers.location)) ? null : `leads to ${headers.location}`
  if (statusCode >= 400)
    return /^application\/(problem\+)?json/.test(String(headers['content-type'])) ? null : 'is a page'
  return isHarmless(answer, door) ? null : `${statusCode} ${body.slice(0, 200)}`
}

const openTown = async () => {
  const oauth = await testOauth()
  const third = await oauth.thirdParty()
  const { server } = oauth.bank.http
  const complaints: string[] = []
  let tried = 0
  const send = async (door: Door, payload: string, text: string, more: Record<string, string> = {}) => {
    tried++
    const { method, path } = door
    const answer = await server.inject(
      method === 'GET'
        ? { method, url: `${path}?${payload}`, headers: more }
        : { method, url: path, payload, headers: { 'content-type': 'application/x-www-form-urlencoded', ...more } },
    )
    const complaint = complain(answer, door, text)
    if (complaint) complaints.push(`${method} ${path} ${payload.slice(-60)}: ${complaint}`)
  }
  const nameOf = async ({ isKnown }: Door): Promise<Form> =>
    isKnown
      ? {
          client_id: third.id,
          client_assertion_type: assertionType,
          client_assertion: await assertionOf(third.id, third.keys.privateKey, 'ES256'),
        }
      : { client_id: third.id }
  return { oauth, third, server, complaints, send, nameOf, tried: () => tried }
}

test('hostile values through every parameter of every path of OAuth are a no, never a bug, and are not given back', async (context) => {
  const { oauth, complaints, send, nameOf, tried } = await openTown()
  await using _ = oauth
  for (const door of doors)
    for (const name of parameters)
      for (const text of texts.map((each) => each.slice(0, 2000)))
        await send(door, formOf({ ...door.good, ...(await nameOf(door)), [name]: text }), text)
  assert.deepEqual(complaints.slice(0, 40), [])
  assert.equal(({} as Record<string, unknown>).polluted, undefined)
  context.diagnostic(`${tried()} requests`)
  assert.ok(tried() > 10_000, String(tried()))
})

test('hostile paths, headers and bodies at the doors of OAuth are a no, and are not given back', async () => {
  const { oauth, third, complaints, send, nameOf } = await openTown()
  await using _ = oauth
  for (const text of texts.map((each) => each.slice(0, 2000)).filter((each) => each.trim() !== ''))
    for (const start of below)
      await send({ method: 'GET', path: `/oauth/${start}${encoded(text)}`, good: {}, isKnown: false }, '', text)
  const readable = texts.filter((text) => /^[\x20-\x7e]{1,4000}$/.test(text))
  for (const door of doors)
    for (const text of readable)
      for (const name of ['dpop', 'authorization', 'cookie', 'origin', 'host', 'x-forwarded-host', 'accept'])
        await send(door, formOf({ ...door.good, ...(await nameOf(door)) }), text, { [name]: text })
  for (const door of doors.filter(({ method }) => method === 'POST'))
    for (const payload of [
      '%',
      '%00=%ff',
      '=&=&=',
      'client_id=a&client_id=b',
      'a[b][c]=1',
      '__proto__[polluted]=1',
      '&'.repeat(5000),
    ])
      await send(door, payload, 'no text')
  assert.deepEqual(complaints.slice(0, 40), [])
  assert.equal(({} as Record<string, unknown>).polluted, undefined)
  const { url } = await begin(third)
  assert.ok(url.href.includes('request_uri='), 'it still serves who asks as they should')
})

test('a body that is too large, or of another type, does not reach OAuth', async () => {
  await using oauth = await testOauth()
  const { server } = oauth.bank.http
  for (const path of ['/oauth/par', '/oauth/token', '/oauth/introspect', '/oauth/revoke']) {
    const post = async (payload: string, type = 'application/x-www-form-urlencoded') =>
      (await server.inject({ method: 'POST', url: path, payload, headers: { 'content-type': type } })).statusCode
    assert.equal(await post(`token=${'x'.repeat(40 * 1024)}`), 413, path)
    for (const type of ['application/json', 'text/html', 'multipart/form-data; boundary=x', 'application/xml'])
      assert.equal(await post('{"token":"x"}', type), 415, `${path} ${type}`)
    for (const method of ['PUT', 'DELETE', 'PATCH'] as const)
      assert.equal((await server.inject({ method, url: path })).statusCode, 404, `${method} ${path}`)
  }
})
