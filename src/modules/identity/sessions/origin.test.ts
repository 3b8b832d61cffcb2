import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonalNews } from '../news.ts'
import { password, testIdentity } from '../test-identity.ts'
import { createHashNetwork, deviceCookie, deviceIn } from './origin.ts'

const email = 'ada@example.com'

const registering = { method: 'POST', url: '/v1/registrations' } as const
const signingIn = { method: 'POST', url: '/v1/sessions', body: { email, password } } as const

test('a browser keeps its device over sign-ins, another one gets another, and whoever subscribed hears of both', async () => {
  await using bank = await testIdentity()
  const heard: PersonalNews[] = []
  bank.identity.subscribe(async (news) => {
    heard.push(...news)
  })
  const first = await bank.ask({ ...registering, body: { name: 'Ada', email, password, language: 'en' } })
  const device = /bank-device=([\w-]{22}); Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+/.exec(first.set)?.[1]
  assert.ok(device !== undefined)
  await bank.ask({ ...signingIn, headers: { cookie: `bank-device=${device}`, 'x-bankserver': '1' } })
  await bank.ask({ ...signingIn, headers: { cookie: 'bank-device=made-up', 'x-bankserver': '1' } })
  assert.deepEqual(
    heard.map(({ change, ...news }) => [change, news.device === device]),
    [
      ['signedIn', true],
      ['signedIn', true],
      ['signedIn', false],
      ['deviceAdded', false],
    ],
  )
})

test('a changed password is told with the session’s device, and of a refused sign-in nothing is told', async () => {
  await using bank = await testIdentity()
  const { cookie } = await bank.ask({ ...registering, body: { name: 'Ada', email, password, language: 'en' } })
  const heard: PersonalNews[] = []
  bank.identity.subscribe(async (news) => {
    heard.push(...news)
  })
  await bank.ask({ ...signingIn, body: { email, password: 'not this one at all' } })
  assert.equal(heard.length, 0)
  const body = { proof: { password }, next: 'a horse in the snow' }
  assert.equal((await bank.ask({ method: 'POST', url: '/v1/me/password', body, cookie })).status, 204)
  assert.deepEqual(
    heard.map(({ change, device }) => `${change} ${device?.length}`),
    ['passwordChanged 22'],
  )
})

test('addresses of one range are one network, of another range another; the hash depends on the secret', () => {
  const hash = (address: string, secret = 'one') => createHashNetwork(secret)(address)
  assert.equal(hash('203.0.113.7'), hash('203.0.113.250'))
  assert.equal(hash('203.0.113.7'), hash('::ffff:203.0.113.9'))
  assert.notEqual(hash('203.0.113.7'), hash('203.0.114.7'))
  assert.equal(hash('2001:db8:7:1::1'), hash('2001:db8:7:ff::2'))
  assert.notEqual(hash('2001:db8:7::1'), hash('2001:db8:8::1'))
  assert.notEqual(hash('203.0.113.7'), hash('203.0.113.7', 'other'))
})

test('over HTTPS the device cookie is of this host alone', () => {
  const device = 'x'.repeat(22)
  assert.match(deviceCookie(device, true), /^__Host-bank-device=x{22};.*; Secure$/)
  assert.equal(deviceIn(`a=b; __Host-bank-device=${device}`, true), device)
  assert.equal(deviceIn(`bank-device=${device}`, true), null)
})
