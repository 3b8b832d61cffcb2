import assert from 'node:assert/strict'
import { test } from 'node:test'
import { secondMs } from '#platform/time'
import { twoAdministrators } from './test-clients.ts'
import { password, testIdentity } from './test-identity.ts'
import { customers, type Person, serviceClients } from './wire.ts'

type Bank = Awaited<ReturnType<typeof testIdentity>>

const enroll = (bank: Bank, names: readonly string[]) => {
  const people = names.map((name) => ({ id: bank.newId(), name, createdAt: bank.clock() }))
  return bank.identity.enroll(bank.db, people).then(() => people)
}

test('pages of customers hold each one once, newest first, though others join meanwhile', async () => {
  await using bank = await testIdentity()
  const cookie = await bank.staff('teller')
  const people = await enroll(
    bank,
    Array.from({ length: 25 }, (_, index) => `Customer ${index}`),
  )
  const seen: string[] = []
  let before: string | null = ''
  while (before !== null) {
    const url: string = `/v1/customers?limit=10${before === '' ? '' : `&before=${before}`}`
    const { body } = await bank.ask({ method: 'GET', url, cookie })
    customers.answer.parse(body)
    seen.push(...body.items.map(({ id }: Person) => id))
    await enroll(bank, ['Newcomer'])
    before = body.next
  }
  const newestFirst = people
    .map(({ id }) => id)
    .sort()
    .reverse()
  assert.equal(new Set(seen).size, 25)
  assert.deepEqual(seen, newestFirst)
})

test('staff find customers by a part of the name, or the whole email or phone number, and never staff', async () => {
  await using bank = await testIdentity()
  const cookie = await bank.staff('analyst')
  const asha = (await bank.register('asha@example.com', { name: 'Asha 100% Rao' })).body
  await bank.register('bela@example.com', { name: 'Bela Sen' })
  const find = async (search: string) => {
    const { body } = await bank.ask({
      method: 'GET',
      url: `/v1/customers?search=${encodeURIComponent(search)}`,
      cookie,
    })
    return body.items.map(({ name }: Person) => name)
  }
  assert.deepEqual(await find('aSHa'), ['Asha 100% Rao'])
  assert.deepEqual(await find(' Bela@Example.com'), ['Bela Sen'])
  assert.deepEqual(await find('bela@'), [], 'a part of an email finds nobody: only its hash is kept')
  const number = '+919876543210'
  const { cookie: own } = await bank.signIn('bela@example.com')
  await bank.ask({ method: 'PUT', url: '/v1/me/phone', body: { number, proof: { password } }, cookie: own })
  assert.deepEqual(await find('+91 98765-43210'), ['Bela Sen'])
  assert.deepEqual(await find('98765'), [])
  assert.deepEqual(await find('0%'), ['Asha 100% Rao'])
  assert.deepEqual(await find('_'), [])
  assert.deepEqual(await find('analyst'), [])
  const one = await bank.ask({ method: 'GET', url: `/v1/customers/${asha.id}`, cookie })
  assert.deepEqual(one.body, asha)
})

test('a customer that is not there and a member of staff have one answer', async () => {
  await using bank = await testIdentity()
  const cookie = await bank.staff('teller')
  const teller = (await bank.ask({ method: 'GET', url: '/v1/me', cookie })).body.id
  for (const id of [bank.newId(), teller]) {
    const { status, code } = await bank.ask({ method: 'GET', url: `/v1/customers/${id}`, cookie })
    assert.deepEqual([status, code], [404, 'no-such-customer'])
  }
})

test('cursors and limits that are none are refused, and a cursor beyond all rows is the start', async () => {
  await using bank = await testIdentity()
  const cookie = await bank.staff('teller')
  for (const query of ['limit=0', 'limit=101', 'limit=ten', 'before=-1', 'before=x', 'search=', 'other=1'])
    assert.equal((await bank.ask({ method: 'GET', url: `/v1/customers?${query}`, cookie })).code, 'invalid-input')
  const far = await bank.ask({ method: 'GET', url: '/v1/customers?before=9223372036854775807', cookie })
  assert.equal(far.status, 200)
})

test('parties of another system are enrolled once, have names, and cannot sign in', async () => {
  await using bank = await testIdentity()
  const [rose] = await enroll(bank, ['Rose Terminal'])
  await bank.identity.enroll(bank.db, [{ ...rose, name: 'Somebody else' }])
  assert.deepEqual(await bank.identity.names([rose.id, bank.newId()]), new Map([[rose.id, { name: 'Rose Terminal' }]]))
  assert.equal((await bank.identity.person(rose.id))?.email, null)
  assert.equal(await bank.identity.credentialChangedAt(rose.id), null)
  const deed = { act: 'send', subject: rose.id, amount: null, payee: null }
  await assert.rejects(bank.identity.prove({ id: rose.id }, deed, { password: '' }), { code: 'wrong-credentials' })
})

test('a service client has the permissions of its scopes, by its key alone', async () => {
  await using bank = await testIdentity({ passwordSigns: true })
  const { cookie, service } = await twoAdministrators(bank)
  const { client: id, key } = await service()
  const scopes = ['cards:pay', 'labels:write']

  const request = { headers: { authorization: `Bearer ${key}` } }
  const caller = await bank.identity.authenticate(request as Parameters<typeof bank.identity.authenticate>[0])
  assert.deepEqual(caller, { kind: 'service', id, name: 'Card network', roles: [], permissions: new Set(scopes) })
  assert.equal((await bank.ask({ method: 'GET', url: '/v1/me', key })).status, 403)

  const list = await bank.ask({ method: 'GET', url: '/v1/service-clients', cookie: await cookie() })
  const [listed] = serviceClients.answer.parse(list.body).items
  assert.equal(listed.lastUsedAt, bank.clock().toISOString())
  assert.ok(!JSON.stringify(list.body).includes(key))
  const [{ all }] = await bank.db.query<{ all: string }>(
    'select string_agg(service_client::text, $1) as all from identity.service_client',
    [' '],
  )
  assert.ok(!all.includes(key.slice(4)))
})

test('a revoked key stops at once, and a key that is none is refused, whatever the cookie says', async () => {
  await using bank = await testIdentity({ passwordSigns: true })
  const administrators = await twoAdministrators(bank)
  const { key, url } = await administrators.service()
  const cookie = await administrators.cookie()
  const use = (given: string) => bank.ask({ method: 'GET', url: '/v1/me', key: given })
  assert.equal((await use(key)).status, 403)
  assert.equal((await bank.ask({ method: 'DELETE', url, cookie })).status, 204)
  for (const wrong of [key, `bsk_${'A'.repeat(43)}`, 'bsk_', 'x', `${key} x`]) {
    const { status, code } = await use(wrong)
    assert.deepEqual([status, code], [401, 'wrong-key'], wrong)
  }
  const both = await bank.ask({ method: 'GET', url: '/v1/me', key, cookie })
  assert.equal(both.code, 'wrong-key')
  const unknown = await bank.ask({ method: 'DELETE', url: `/v1/service-clients/${bank.newId()}`, cookie })
  assert.deepEqual([unknown.status, unknown.code], [404, 'no-such-client'])
})

test('a key from the settings works after every start, a new one replaces it, a revoked client stays out', async () => {
  await using bank = await testIdentity()
  const [id, first, second] = [bank.newId(), `bsk_${'A'.repeat(43)}`, `bsk_${'B'.repeat(43)}`]
  const ensure = (key: string) => bank.identity.createServiceClientWithKey(id, 'Replay', ['cards:pay'], key)
  const status = async (key: string) => (await bank.ask({ method: 'GET', url: '/v1/me', key })).status
  await ensure(first)
  await ensure(first)
  assert.equal(await status(first), 403)
  assert.equal(await status(`${first} x`), 401)
  await ensure(second)
  bank.pass(secondMs)
  assert.deepEqual([await status(first), await status(second)], [401, 403])
  await bank.db.query('update identity.service_client set revoked_at = $1', [bank.clock()])
  await ensure(second)
  bank.pass(secondMs)
  assert.equal(await status(second), 401)
  await assert.rejects(ensure('a password'), TypeError)
})

test('only an administrator manages service clients', async () => {
  await using bank = await testIdentity()
  for (const cookie of [await bank.staff('teller'), await bank.staff('analyst')]) {
    const url = `/v1/service-clients/${bank.newId()}`
    assert.equal((await bank.ask({ method: 'DELETE', url, cookie })).code, 'not-allowed')
    assert.equal((await bank.ask({ method: 'GET', url: '/v1/service-clients', cookie })).code, 'not-allowed')
  }
})
