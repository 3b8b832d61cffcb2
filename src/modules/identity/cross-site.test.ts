import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testIdentity } from './test-identity.ts'

const pageTokenIn = (cookies: string | string[] | undefined) =>
  /bank-page=([\w-]{43});/.exec([cookies ?? []].flat().join(' '))?.[1] ?? ''

const open = async () => {
  const bank = await testIdentity()
  const [asha, ravi] = [await bank.register('asha@example.com'), await bank.register('ravi@example.com')]
  const rename = async (cookie: string, token?: string) => {
    const headers = { cookie, ...(token === undefined ? {} : { 'x-bankserver': token }) }
    const payload = { name: 'Somebody Else', language: 'en' }
    const answer = await bank.http.server.inject({ method: 'PATCH', url: '/v1/me', headers, payload })
    return [answer.statusCode, answer.json().code]
  }
  const nameOf = async (cookie: string) => (await bank.ask({ method: 'GET', url: '/v1/me', cookie })).body.name
  const close = () => bank[Symbol.asyncDispose]()
  return { bank, asha, ravi, rename, nameOf, [Symbol.asyncDispose]: close }
}

test('a change in a session needs the token of just this session, and nothing is written without it', async () => {
  await using it = await open()
  const { asha, ravi, rename, nameOf } = it
  const [mine, theirs] = [pageTokenIn(asha.headers['set-cookie']), pageTokenIn(ravi.headers['set-cookie'])]
  assert.notEqual(mine, theirs)
  const nearly = `${mine.slice(0, -1)}${mine.endsWith('A') ? 'B' : 'A'}`
  for (const wrong of [undefined, '1', '', theirs, nearly, `${mine}A`, asha.cookie.slice('bank='.length)])
    assert.deepEqual(await rename(asha.cookie, wrong), [403, 'cross-site'], String(wrong))
  assert.equal(await nameOf(asha.cookie), 'Asha Rao')
  assert.deepEqual(await rename(asha.cookie, mine), [200, undefined])
  assert.equal(await nameOf(asha.cookie), 'Somebody Else')
})

test('the token is read by the bank’s own page alone, and goes with the session', async () => {
  await using bank = await testIdentity({ isSecure: true })
  const cookiesOf = ({ headers }: { headers: { 'set-cookie'?: string | string[] } }) =>
    [headers['set-cookie'] ?? []].flat()
  const entered = await bank.register('asha@example.com')
  const [session, page] = cookiesOf(entered)
  assert.match(session, /^__Host-bank=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/)
  assert.match(page, /^__Host-bank-page=[\w-]{43}; Path=\/; SameSite=Strict; Secure$/)
  const again = await bank.signIn('asha@example.com')
  assert.notEqual(pageTokenIn(cookiesOf(again)), pageTokenIn(cookiesOf(entered)), 'another session has another one')
  const left = await bank.ask({ method: 'DELETE', url: '/v1/sessions/current', cookie: again.cookie })
  assert.deepEqual(
    cookiesOf(left).map((cookie) => cookie.replace(/; (Http|Same).*; Max/, '; Max')),
    ['__Host-bank=; Path=/; Max-Age=0', '__Host-bank-page=; Path=/; Max-Age=0'],
  )
})

test('a session from before there were tokens gets its own with the first question of a page', async () => {
  await using it = await open()
  const { bank, asha, ravi, rename } = it
  const ask = async (cookie: string) => (await bank.ask({ method: 'GET', url: '/v1/me', cookie })).headers['set-cookie']
  const token = pageTokenIn(await ask(asha.cookie))
  assert.deepEqual(await rename(asha.cookie, token), [200, undefined])
  assert.equal(await ask(`${asha.cookie}; bank-page=${token}`), undefined, 'it has it now')
  const planted = pageTokenIn(ravi.headers['set-cookie'])
  assert.equal(pageTokenIn(await ask(`${asha.cookie}; bank-page=${planted}`)), token, 'one that was planted gives way')
})

test('whoever is not signed in, or whose session is over, has no token and signs in all the same', async () => {
  await using it = await open()
  const { bank, asha } = it
  const signIn = async (headers: Record<string, string>) => {
    const payload = { email: 'asha@example.com', password: 'a horse in the rain' }
    return (await bank.http.server.inject({ method: 'POST', url: '/v1/sessions', headers, payload })).statusCode
  }
  assert.equal(await signIn({}), 201)
  assert.equal(await signIn({ cookie: asha.cookie, 'x-bankserver': 'none' }), 403, 'signed in still')
  await bank.ask({ method: 'DELETE', url: '/v1/sessions/current', cookie: asha.cookie })
  assert.equal(await signIn({ cookie: asha.cookie, 'x-bankserver': 'none' }), 201)
  assert.equal(await signIn({ cookie: asha.cookie }), 403, 'the header itself is needed with any cookie')
})
