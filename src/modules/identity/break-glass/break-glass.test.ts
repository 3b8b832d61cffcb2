import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minuteMs } from '#platform/time'
import { testIdentity } from '../test-identity.ts'
import { proofOf, type Signer, signer } from '../test-signers.ts'
import { takenRights } from '../wire.ts'
import { createAlarms } from './alarms.ts'
import { breakGlass, takenMs } from './take.ts'

const people = async () => {
  const bank = await testIdentity()
  const priya = await signer(bank, 'analyst', 'Priya')
  return { bank, priya, farah: await bank.staff('administrator', 'Farah') }
}
type Bank = Awaited<ReturnType<typeof people>>['bank']

const wanted = { permission: 'books:close', reason: 'The books must close before midnight, and nobody answers.' }

const take = async (bank: Bank, who: Signer, asked = wanted, id = bank.newId()) => {
  const proof = await proofOf(bank, who, breakGlass, id, asked)
  return bank.ask({ method: 'PUT', url: `/v1/taken-rights/${id}`, body: { ...asked, proof }, cookie: who.cookie })
}

const rightsOf = async (bank: Bank, cookie: string) =>
  (await bank.ask({ method: 'GET', url: '/v1/me/rights', cookie })).body

test('a right is taken alone at once, rings an alarm, and ends by itself after an hour', async () => {
  const { bank, priya, farah } = await people()
  await using _ = bank
  assert.ok(!(await rightsOf(bank, priya.cookie)).permissions.includes('books:close'))
  const taken = await take(bank, priya)
  assert.deepEqual([taken.status, taken.body.isHeld], [200, true], taken.code)
  const rights = await rightsOf(bank, priya.cookie)
  assert.ok(rights.permissions.includes('books:close'))
  assert.deepEqual(rights.taken, [{ id: taken.body.id, permission: 'books:close', until: taken.body.until }])
  const alarms = await bank.db.query<{ data: { permission: string } }>('select data from identity.alarm')
  assert.deepEqual(
    alarms.map(({ data }) => data.permission),
    ['books:close'],
  )

  // Used now and then, so that the session lasts.
  for (let minutes = 0; minutes < 59; minutes += 20) {
    bank.pass(20 * minuteMs - (minutes === 40 ? 1 : 0))
    assert.ok((await rightsOf(bank, priya.cookie)).permissions.includes('books:close') || minutes === 40)
  }
  assert.ok((await rightsOf(bank, priya.cookie)).permissions.includes('books:close'))
  bank.pass(1 + 1000)
  assert.ok(!(await rightsOf(bank, priya.cookie)).permissions.includes('books:close'))
  const { items } = takenRights.answer.parse(
    (await bank.ask({ method: 'GET', url: '/v1/taken-rights', cookie: (await bank.signIn('farah@bank.test')).cookie }))
      .body,
  )
  assert.deepEqual([items[0].isHeld, items[0].person.name], [false, 'Priya'])
  assert.equal(takenMs, 60 * minuteMs)
  assert.ok(farah !== priya.cookie)
})

test('nobody takes a right over rights, nor one that only customers have, nor without a proof', async () => {
  const { bank, priya } = await people()
  await using _ = bank
  for (const permission of ['roles:change', 'glass:break', 'glass:review', 'products:own', 'money:print'])
    assert.equal((await take(bank, priya, { ...wanted, permission })).code, 'not-to-be-taken', permission)
  assert.equal((await take(bank, priya, { ...wanted, permission: 'rules:set' })).code, 'nothing-to-change')
  const url = `/v1/taken-rights/${bank.newId()}`
  assert.equal((await bank.ask({ method: 'PUT', url, body: wanted, cookie: priya.cookie })).code, 'proof-needed')
  const teller = await signer(bank, 'teller', 'Tom')
  assert.equal((await bank.ask({ method: 'PUT', url, body: wanted, cookie: teller.cookie })).status, 403)
  assert.equal((await bank.db.query('select from identity.alarm')).length, 0)
})

test('the reason and the right are signed: another right does not fit the signature', async () => {
  const { bank, priya } = await people()
  await using _ = bank
  const id = bank.newId()
  const proof = await proofOf(bank, priya, breakGlass, id, wanted)
  const body = { ...wanted, permission: 'clients:manage', proof }
  const refused = await bank.ask({ method: 'PUT', url: `/v1/taken-rights/${id}`, body, cookie: priya.cookie })
  assert.equal(refused.code, 'passkey-refused')
})

test('it is given back before its hour, or taken back by who may change roles, and by nobody else', async () => {
  const { bank, priya, farah } = await people()
  await using _ = bank
  const omar = await bank.staff('analyst', 'Omar')
  const end = (id: string, cookie: string) => bank.ask({ method: 'POST', url: `/v1/taken-rights/${id}/end`, cookie })
  const [one, other] = [await take(bank, priya), await take(bank, priya, { ...wanted, permission: 'clients:manage' })]
  assert.equal((await end(one.body.id, omar)).code, 'no-such-right')
  assert.equal((await end(one.body.id, priya.cookie)).body.isHeld, false)
  assert.equal((await end(other.body.id, farah)).body.isHeld, false)
  const { permissions, taken } = await rightsOf(bank, priya.cookie)
  assert.ok(!permissions.includes('books:close') && !permissions.includes('clients:manage'))
  assert.deepEqual(taken, [])
})

test('the same taking again answers the first, and an id that somebody else has used is refused', async () => {
  const { bank, priya } = await people()
  await using _ = bank
  const omar = await signer(bank, 'analyst', 'Omar')
  const { body: first } = await take(bank, priya)
  const again = (cookie: string, asked: object = wanted) =>
    bank.ask({ method: 'PUT', url: `/v1/taken-rights/${first.id}`, body: asked, cookie })
  assert.deepEqual((await again(priya.cookie)).body, first)
  for (const [cookie, asked] of [
    [omar.cookie, wanted],
    [priya.cookie, { ...wanted, permission: 'clients:manage' }],
    [priya.cookie, { ...wanted, reason: 'Another reason, long enough to be one.' }],
  ] as const)
    assert.equal((await again(cookie, asked)).code, 'id-taken')
  assert.equal((await bank.db.query('select from identity.alarm')).length, 1)
})

test('somebody else reviews it, once', async () => {
  const { bank, priya, farah } = await people()
  await using _ = bank
  await bank.db.query("insert into identity.role values ($1, 'compliance')", [priya.id])
  bank.pass(1000)
  const { id } = (await take(bank, priya)).body
  const review = (cookie: string) =>
    bank.ask({
      method: 'POST',
      url: `/v1/taken-rights/${id}/review`,
      body: { wasRight: true, note: 'Nobody else was there.' },
      cookie,
    })
  assert.equal((await review(priya.cookie)).code, 'second-person-needed')
  const reviewed = await review(farah)
  assert.deepEqual([reviewed.body.review.by.name, reviewed.body.review.wasRight], ['Farah', true])
  assert.equal((await review(farah)).code, 'reviewed-already')
})

test('whoever follows is told of an alarm at once, once, and of what was missed while away', async () => {
  const { bank, priya } = await people()
  await using _ = bank
  const follow = createAlarms(bank.db)
  const listen = async (after: bigint | null) => {
    const heard: bigint[] = []
    const reader = {
      caller: { kind: 'staff', id: priya.id, name: '', roles: [], permissions: new Set<string>() } as const,
      after,
      tell: (events: readonly { id: bigint }[]) => void heard.push(...events.map(({ id }) => id)),
      end: () => {},
    }
    return { heard, stop: await follow(reader) }
  }
  const first = await listen(null)
  await take(bank, priya)
  const wait = async (until: () => boolean) => {
    for (let times = 0; times < 100 && !until(); times++) await new Promise((resolve) => setTimeout(resolve, 30))
  }
  await wait(() => first.heard.length > 0)
  await new Promise((resolve) => setTimeout(resolve, 600))
  assert.equal(first.heard.length, 1)
  const [late, now] = [await listen(0n), await listen(null)]
  await wait(() => late.heard.length > 0)
  assert.deepEqual([late.heard, now.heard], [first.heard, []])
  for (const { stop } of [first, late, now]) stop()
})
