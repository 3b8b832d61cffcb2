import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minuteMs } from '#platform/time'
import { password, testIdentity } from './test-identity.ts'
import { person } from './wire.ts'

const next = 'another horse, other rain'

test('a changed password ends every other session, and the old one opens nothing', async () => {
  await using bank = await testIdentity()
  const phone = (await bank.register('asha@example.com')).cookie
  const desk = (await bank.signIn('asha@example.com')).cookie
  const { id } = (await bank.ask({ method: 'GET', url: '/v1/me', cookie: phone })).body
  assert.equal(await bank.identity.credentialChangedAt(id), null)

  bank.pass(minuteMs)
  const body = { proof: { password }, next }
  const changed = await bank.ask({ method: 'POST', url: '/v1/me/password', body, cookie: desk })
  assert.deepEqual([changed.status, changed.body], [204, undefined])
  assert.deepEqual(await bank.identity.credentialChangedAt(id), bank.clock())
  assert.equal((await bank.ask({ method: 'GET', url: '/v1/me', cookie: phone })).status, 401)
  assert.equal((await bank.ask({ method: 'GET', url: '/v1/me', cookie: desk })).status, 200)
  assert.equal((await bank.signIn('asha@example.com')).status, 401)
  assert.equal((await bank.signIn('asha@example.com', next)).status, 201)
})

test('a password is not changed without the present one, nor to a common one', async () => {
  await using bank = await testIdentity()
  const { cookie } = await bank.register('asha@example.com')
  const change = (body: object) => bank.ask({ method: 'POST', url: '/v1/me/password', body, cookie })
  const wrong = await change({ proof: { password: 'a horse in the sun' }, next })
  assert.deepEqual([wrong.status, wrong.code], [403, 'wrong-credentials'])
  const common = await change({ proof: { password }, next: 'asha@example.com' })
  assert.deepEqual([common.status, common.code], [422, 'password-too-common'])
  assert.equal((await bank.signIn('asha@example.com')).status, 201)
})

test('a person changes name or language, and what is not said stays', async () => {
  await using bank = await testIdentity()
  const { cookie } = await bank.register('asha@example.com')
  const update = (body: object) => bank.ask({ method: 'PATCH', url: '/v1/me', body, cookie })
  const changed = await update({ language: 'hi' })
  person.parse(changed.body)
  assert.deepEqual([changed.body.name, changed.body.language], ['Asha Rao', 'hi'])
  const renamed = await update({ name: 'आशा' })
  assert.deepEqual([renamed.body.name, renamed.body.language], ['आशा', 'hi'])
  assert.deepEqual(renamed.body, (await bank.ask({ method: 'GET', url: '/v1/me', cookie })).body)
})

test('a profile of another shape is refused, field by field, and nothing is written', async () => {
  await using bank = await testIdentity()
  const { cookie } = await bank.register('asha@example.com')
  const update = (body: object) => bank.ask({ method: 'PATCH', url: '/v1/me', body, cookie })
  const wrong: [object, string][] = [
    [{ name: '' }, 'body.name'],
    [{ name: ' Asha' }, 'body.name'],
    [{ name: 'As\u0000ha' }, 'body.name'],
    [{ name: 'a'.repeat(121) }, 'body.name'],
    [{ name: 7 }, 'body.name'],
    [{ language: 'tlh' }, 'body.language'],
    [{ roles: ['administrator'] }, 'body.roles'],
    [{ email: 'other@example.com' }, 'body.email'],
  ]
  for (const [body, field] of wrong) {
    const refused = await update(body)
    assert.deepEqual([refused.status, refused.code, refused.body.fields[0].field], [400, 'invalid-input', field])
  }
  const me = (await bank.ask({ method: 'GET', url: '/v1/me', cookie })).body
  assert.deepEqual([me.name, me.language, me.roles], ['Asha Rao', 'en', ['customer']])
})

test('registrations of another shape are refused before anything is counted or hashed', async () => {
  await using bank = await testIdentity()
  const good = { name: 'Asha', email: 'asha@example.com', password, language: 'en' }
  const wrong = [
    { ...good, email: 'asha' },
    { ...good, email: 'asha@exa\u0000mple.com' },
    { ...good, password: 'short' },
    { ...good, password: 'x'.repeat(129) },
    { ...good, role: 'teller' },
    { ...good, language: undefined },
  ]
  for (const body of wrong) {
    const refused = await bank.ask({ method: 'POST', url: '/v1/registrations', body })
    assert.deepEqual([refused.status, refused.code], [400, 'invalid-input'])
  }
  assert.deepEqual(await bank.db.query('select key from identity.attempt'), [])
})
