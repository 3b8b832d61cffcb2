import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type testIdentity as opened, password, testIdentity } from '../test-identity.ts'

type Bank = Awaited<ReturnType<typeof opened>>

const town = async () => {
  const bank = await testIdentity()
  const asha = await bank.register('asha@example.com')
  const vera = await bank.staff('analyst', 'Vera')
  const at = (path: string) => `/v1/customers/${asha.body.id}/${path}`
  const post = (path: string, body: object, cookie = vera) =>
    bank.ask({ method: 'POST', url: at(path), body, cookie, reason: null })
  const signIn = () => bank.ask({ method: 'POST', url: '/v1/sessions', body: { email: 'asha@example.com', password } })
  const me = (cookie = asha.cookie) => bank.ask({ method: 'GET', url: '/v1/me', cookie })
  return { bank, asha, vera, at, post, signIn, me, [Symbol.asyncDispose]: () => bank[Symbol.asyncDispose]() }
}

const told = async ({ db }: Bank) =>
  (
    await db.query<{ kind: string }>(
      "select kind from identity.message where kind like '%access%' or kind like '%bank' order by written_at, id",
    )
  ).map(({ kind }) => kind)

test('a customer whose access is locked is out at once and stays out, until staff let them in again; they are told', async () => {
  await using it = await town()
  const { bank, asha, post, signIn, me } = it
  assert.equal((await me()).status, 200)
  const locked = await post('lock', { isLocked: true, reason: 'She called: her phone is gone.' })
  assert.deepEqual([locked.status, locked.body.isLocked, locked.body.sessions], [200, true, []])
  assert.equal((await me()).status, 401)
  assert.deepEqual([(await signIn()).status, (await signIn()).code], [403, 'locked-out'])
  await post('lock', { isLocked: true, reason: 'Once more.' })
  assert.deepEqual(await told(bank), ['access-locked'])
  bank.pass(1000)
  await post('lock', { isLocked: false, reason: 'She came with her passport.' })
  assert.equal((await me(asha.cookie)).status, 401, 'a session that ended does not come back')
  assert.equal((await signIn()).status, 201)
  assert.deepEqual(await told(bank), ['access-locked', 'access-given'])
})

test('a customer who is signed out everywhere can sign in again, but not with a sign-in that was half done', async () => {
  await using it = await town()
  const { bank, asha, post, signIn, me } = it
  await bank.db.query(
    `insert into identity.half_session (id, person, password_changed_at, device, expires_at)
     select decode(repeat('ab', 32), 'hex'), $1, changed_at, $2, $3 from identity.credential where person = $1`,
    [asha.body.id, 'a'.repeat(22), new Date(bank.clock().getTime() + 60_000)],
  )
  const out = await post('sign-out', { reason: 'She left a computer at the library.' })
  assert.deepEqual([out.status, out.body.isLocked, out.body.sessions], [200, false, []])
  assert.equal((await me()).status, 401)
  assert.equal((await bank.db.query('select from identity.half_session')).length, 0)
  assert.equal((await signIn()).status, 201)
  assert.deepEqual(await told(bank), ['signed-out-by-bank'])
})

test('who did it, when and why is kept: sealed, only added to, and shown to staff who say why they look', async () => {
  await using it = await town()
  const { bank, vera, at, post } = it
  const words = 'She called: her phone is gone.'
  await post('lock', { isLocked: true, reason: words })
  const look = (reason: string | null) => bank.ask({ method: 'GET', url: at('access'), cookie: vera, reason })
  assert.equal((await look(null)).code, 'reason-needed')
  const { body } = await look('case;Case%207')
  assert.deepEqual(
    body.interventions.map(({ what, reason, by }: { what: string; reason: string; by: { name: string } }) => [
      what,
      reason,
      by.name,
    ]),
    [['locked', words, 'Vera']],
  )
  const [row] = await bank.db.query<{ what: string }>('select what from identity.reading order by seq desc limit 1')
  assert.equal(row.what, 'access')
  const [kept] = await bank.db.query<{ text: string }>(
    "select string_agg(row_to_json(intervention)::text, '') || (select string_agg(reason, '') from identity.person_lock) as text from identity.intervention",
  )
  assert.ok(!kept.text.includes('phone is gone'))
  for (const sql of [
    "update identity.intervention set what = 'let-in'",
    'update identity.intervention set by_person = person',
    "update identity.intervention set reason_sealed = 'x', at = now() - interval '1 day'",
    'delete from identity.intervention',
    'truncate identity.intervention',
  ])
    await assert.rejects(bank.db.query(sql), { code: '42501' }, sql)
  await bank.db.query("update identity.intervention set reason_sealed = 'junk'")
  const [altered] = (await look('case;Case%208')).body.interventions
  assert.deepEqual([altered.what, altered.reason], ['locked', null], 'what was not sealed for its place does not open')
})

test('staff are locked elsewhere; tellers lock nobody; a reason is words', async () => {
  await using it = await town()
  const { bank, asha, vera, post } = it
  const teller = await bank.staff('teller', 'Tom')
  const reason = 'Because of case 7.'
  for (const path of ['lock', 'sign-out']) {
    const body = path === 'lock' ? { isLocked: true, reason } : { reason }
    assert.equal((await post(path, body, teller)).status, 403)
    assert.equal((await post(path, body, asha.cookie)).status, 403)
    assert.equal((await post(path, { ...body, reason: 'no' })).status, 400)
    for (const id of [bank.newId(), (await bank.ask({ method: 'GET', url: '/v1/me', cookie: vera })).body.id])
      assert.equal(
        (await bank.ask({ method: 'POST', url: `/v1/customers/${id}/${path}`, body, cookie: vera })).code,
        'no-such-customer',
      )
  }
})

test('two of the staff who lock one customer at the same instant are one lock, told once', async () => {
  await using it = await town()
  const { bank, post } = it
  await Promise.all(
    Array.from({ length: 4 }, (_, index) => post('lock', { isLocked: true, reason: `At once, ${index}` })),
  )
  assert.equal((await bank.db.query('select from identity.intervention')).length, 1)
  assert.deepEqual(await told(bank), ['access-locked'])
})
