import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database } from '#platform/database'
import { secondMs } from '#platform/time'
import { testIdentity } from '../test-identity.ts'
import { grant, proofOf, propose, signer } from '../test-signers.ts'
import { roles as rolesWire } from '../wire.ts'

const toTellers = { about: 'permissions', role: 'teller', add: ['products:freeze'], remove: [] } as const

const twoAdministrators = async () => {
  const bank = await testIdentity()
  return {
    bank,
    farah: await signer(bank, 'administrator', 'Farah'),
    arun: await signer(bank, 'administrator', 'Arun'),
  }
}

test('a role may do more once two administrators have signed it, everywhere within a second', async () => {
  const { bank, farah, arun } = await twoAdministrators()
  await using _ = bank
  const teller = await bank.staff('teller')
  const mayFreeze = async () =>
    (await bank.ask({ method: 'GET', url: '/v1/me/rights', cookie: teller })).body.permissions.includes(
      'products:freeze',
    )
  const { id, answer } = await propose(bank, farah, toTellers)
  assert.deepEqual([answer.status, answer.body?.outcome], [200, 'waiting'], answer.code)
  assert.equal(await mayFreeze(), false)
  const granted = await grant(bank, arun, id)
  assert.deepEqual([granted.status, granted.body?.outcome, granted.body?.endedBy.name], [200, 'granted', 'Arun'])
  bank.pass(secondMs)
  assert.equal(await mayFreeze(), true)

  const matrix = await bank.ask({ method: 'GET', url: '/v1/roles', cookie: farah.cookie })
  const { items } = rolesWire.answer.parse(matrix.body)
  const tellers = items.find(({ role }) => role === 'teller')
  assert.ok(tellers?.permissions.includes('products:freeze'))
  assert.deepEqual(
    tellers?.holders.map(({ name }) => name),
    ['teller'],
  )
})

test('what was waiting in another process takes effect there within a second, too', async () => {
  const { bank, farah, arun } = await twoAdministrators()
  await using _ = bank
  const teller = await bank.staff('teller')
  const read = () => bank.ask({ method: 'GET', url: '/v1/me/rights', cookie: teller })
  await read()
  // Another process writes; this one forgets nothing by itself.
  await bank.db.query("insert into identity.role_permission values ('teller', 'products:freeze')")
  bank.pass(599)
  assert.ok(!(await read()).body.permissions.includes('products:freeze'))
  bank.pass(1)
  assert.ok((await read()).body.permissions.includes('products:freeze'))
  assert.ok(farah.id !== arun.id)
})

test('nobody raises their own rights alone, nor by signing twice', async () => {
  const { bank, farah } = await twoAdministrators()
  await using _ = bank
  const change = { about: 'person', person: farah.id, add: ['analyst'], remove: [] } as const
  const { id } = await propose(bank, farah, change)
  const alone = await bank.ask({
    method: 'POST',
    url: `/v1/roles/proposals/${id}/decision`,
    body: {
      decision: 'grant',
      note: 'It is fine.',
      proof: await proofOf(bank, farah, 'roles.person', id, { decision: 'grant', note: 'It is fine.' }),
    },
    cookie: farah.cookie,
  })
  assert.deepEqual([alone.status, alone.code], [403, 'second-person-needed'])
  const { roles } = (await bank.ask({ method: 'GET', url: '/v1/me', cookie: farah.cookie })).body
  assert.deepEqual(roles, ['administrator'])
})

test('two who can change roles always stay, whichever way the last are to go', async () => {
  const { bank, farah, arun } = await twoAdministrators()
  await using _ = bank
  const ways = [
    { about: 'person', person: farah.id, add: [], remove: ['administrator'] },
    { about: 'permissions', role: 'administrator', add: [], remove: ['roles:change'] },
  ] as const
  for (const change of ways) {
    const { id } = await propose(bank, farah, change)
    const refused = await grant(bank, arun, id, change.about)
    assert.deepEqual([refused.status, refused.code], [409, 'last-who-change-roles'])
  }
  const vera = await signer(bank, 'administrator', 'Vera')
  const { id } = await propose(bank, farah, { about: 'person', person: vera.id, add: [], remove: ['administrator'] })
  assert.equal((await grant(bank, arun, id, 'person')).status, 200)
})

/** Begins the work while nobody can write to a table, and lets it go on only when so many wait. */
const heldUp = async <Answer>(db: Database, table: string, waiting: number, work: () => Promise<Answer>) => {
  const { answer } = await db.transaction(async (tx) => {
    await tx.query(`lock table ${table} in share mode`)
    const answer = work()
    const ours = '(select oid from pg_database where datname = current_database())'
    const blocked = `select 1 from pg_locks where not granted and database = ${ours}`
    while ((await tx.query(blocked)).length < waiting);
    return { answer }
  })
  return answer
}

test('of two changes that together would leave one who can change roles, one is made', async () => {
  const { bank, farah, arun } = await twoAdministrators()
  await using _ = bank
  const vera = await signer(bank, 'administrator', 'Vera')
  const without = (person: string) => ({ about: 'person', person, add: [], remove: ['administrator'] }) as const
  const [one, other] = [await propose(bank, farah, without(vera.id)), await propose(bank, vera, without(arun.id))]
  const answers = await heldUp(bank.db, 'identity.role', 2, () =>
    Promise.all([grant(bank, arun, one.id, 'person'), grant(bank, farah, other.id, 'person')]),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409], answers.map(({ code }) => code).join())
})

test('what does not fit the roles as they are is refused', async () => {
  const { bank, farah, arun } = await twoAdministrators()
  await using _ = bank
  const codes = []
  for (const change of [
    { about: 'permissions', role: 'teller', add: [], remove: [] },
    { about: 'permissions', role: 'teller', add: ['products:own'], remove: [] },
    { about: 'permissions', role: 'teller', add: ['money:print'], remove: [] },
    { about: 'permissions', role: 'teller', add: ['counter:serve'], remove: [] },
    { about: 'person', person: bank.newId(), add: ['teller'], remove: [] },
  ] as const)
    codes.push((await propose(bank, farah, change)).answer.code)
  assert.deepEqual(codes, [
    'nothing-to-change',
    'no-such-permission',
    'no-such-permission',
    'content-changed',
    'no-such-person',
  ])
  const [first, second] = [await propose(bank, farah, toTellers), await propose(bank, arun, toTellers)]
  assert.equal((await grant(bank, arun, first.id)).status, 200)
  assert.equal((await grant(bank, farah, second.id)).code, 'content-changed')
})

test('a permission that the code brings later goes to its roles once, and what people took away stays away', async () => {
  const { bank, farah } = await twoAdministrators()
  await using _ = bank
  await bank.db.query("delete from identity.role_permission where permission = 'models:manage'")
  await bank.db.query("delete from identity.role_permission where permission = 'rules:set'")
  await bank.db.query("delete from identity.permission where name = 'rules:set'")
  const { bringPermissions } = await import('./rights.ts')
  await Promise.all([bringPermissions(bank.db, bank.clock()), bringPermissions(bank.db, bank.clock())])
  bank.pass(secondMs)
  const { permissions } = (await bank.ask({ method: 'GET', url: '/v1/me/rights', cookie: farah.cookie })).body
  assert.deepEqual([permissions.includes('rules:set'), permissions.includes('models:manage')], [true, false])
})

test('who is locked out is signed out at once, cannot come in, and comes in when let in again', async () => {
  const { bank, farah, arun } = await twoAdministrators()
  await using _ = bank
  const lock = (who: string, isLocked: boolean, by = farah) => {
    const body = { isLocked, reason: 'The laptop was stolen.' }
    return bank.ask({ method: 'POST', url: `/v1/staff/members/${who}/lock`, body, cookie: by.cookie })
  }
  assert.equal((await lock(farah.id, true)).code, 'not-yourself')
  assert.equal((await lock(arun.id, true)).body.isLocked, true)
  assert.equal((await bank.ask({ method: 'GET', url: '/v1/me', cookie: arun.cookie })).status, 401)
  const refused = await bank.signIn('arun@bank.test')
  assert.deepEqual([refused.status, refused.code, refused.set], [403, 'locked-out', ''])
  assert.equal((await bank.signIn('arun@bank.test', 'wrong')).code, 'wrong-credentials')
  // Whatever session there may still be, such as one that was begun at the same instant, it opens nothing.
  await bank.db.query('update identity.session set ended_at = null where person = $1', [arun.id])
  bank.pass(1000)
  assert.equal((await bank.ask({ method: 'GET', url: '/v1/me', cookie: arun.cookie })).status, 401)
  await bank.db.query('update identity.session set ended_at = $2 where person = $1', [arun.id, bank.clock()])
  assert.equal((await lock(arun.id, false)).body.isLocked, false)
  assert.equal((await bank.signIn('arun@bank.test')).status, 201)
})

test('one who can change roles is never locked out as the last', async () => {
  const { bank, farah } = await twoAdministrators()
  await using _ = bank
  await bank.db.query("insert into identity.role_permission values ('analyst', 'staff:manage')")
  const analyst = await signer(bank, 'analyst', 'Priya')
  const members = (await bank.ask({ method: 'GET', url: '/v1/staff/members', cookie: farah.cookie })).body.items
  const lock = (id: string) =>
    bank.ask({
      method: 'POST',
      url: `/v1/staff/members/${id}/lock`,
      body: { isLocked: true, reason: 'I want it all.' },
      cookie: analyst.cookie,
    })
  const [arun, last] = ['Arun', 'Farah'].map((name) => members.find((one: { name: string }) => one.name === name).id)
  assert.equal((await lock(arun)).status, 200)
  assert.equal((await lock(last)).code, 'last-who-change-roles')
  assert.equal((await bank.ask({ method: 'GET', url: '/v1/me', cookie: farah.cookie })).status, 200)
})

test('an administrator sees where one of the staff is signed in, and ends it', async () => {
  const { bank, farah, arun } = await twoAdministrators()
  await using _ = bank
  const url = `/v1/staff/members/${arun.id}`
  const before = (await bank.ask({ method: 'GET', url, cookie: farah.cookie })).body
  assert.deepEqual([before.member.openSessions, before.member.passkeys, before.sessions.length], [1, 1, 1])
  const sessions = (await bank.ask({ method: 'GET', url: '/v1/staff/sessions', cookie: farah.cookie })).body.items
  assert.deepEqual(sessions.map(({ person }: { person: { name: string } }) => person.name).sort(), ['Arun', 'Farah'])
  assert.equal((await bank.ask({ method: 'DELETE', url: `${url}/sessions`, cookie: farah.cookie })).status, 204)
  assert.equal((await bank.ask({ method: 'GET', url: '/v1/me', cookie: arun.cookie })).status, 401)
  const customer = (await bank.register('asha@example.com')).body.id
  const ofCustomer = await bank.ask({ method: 'GET', url: `/v1/staff/members/${customer}`, cookie: farah.cookie })
  assert.equal(ofCustomer.code, 'no-such-person')
})
