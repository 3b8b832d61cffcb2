import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testIdentity } from './test-identity.ts'
import { alarms, customerAccess, customers, members, readings } from './wire.ts'

const openDesk = async () => {
  const bank = await testIdentity()
  const [teller, farah] = [await bank.staff('teller', 'Tom'), await bank.staff('administrator', 'Farah')]
  const { id } = (await bank.register('asha@example.com')).body
  const get = async (url: string, cookie: string, reason = 'case;Case%207') => {
    const { status, body } = await bank.ask({ method: 'GET', url, cookie, reason })
    assert.equal(status, 200, url)
    return body
  }
  const raised = async () => {
    const found = await bank.db.query<{ at: Date; data: object }>(
      `select at, data from identity.alarm where kind = 'altered' order by seq`,
    )
    return found.map(({ at, data }) => alarms.events?.parse({ kind: 'altered', at: at.toISOString(), ...data }))
  }
  return { bank, teller, farah, id, get, raised }
}

const alter = (column: string, seq: bigint) =>
  `update identity.reading set ${column} = (select ${column} from identity.reading where seq = ${seq})`

test('a reading whose words were put there from another one shows as altered, the others as ever, and administrators are told once', async () => {
  const { bank, teller, farah, id, get, raised } = await openDesk()
  await using _ = bank
  await get(`/v1/customers/${id}`, teller, 'case;Case%207')
  await get(`/v1/customers/${id}/phones`, teller, 'complaint;She%20called')
  const [one, other] = await bank.db.query<{ seq: bigint }>('select seq from identity.reading order by seq')
  const reasons = async () => readings.answer.parse(await get('/v1/readings', farah)).items.map(({ reason }) => reason)
  assert.deepEqual(await reasons(), ['She called', 'Case 7'])
  assert.deepEqual(await raised(), [])
  await bank.db.query(`${alter('reason_sealed', other.seq)} where seq = ${one.seq}`)
  for (let look = 0; look < 3; look++) assert.deepEqual(await reasons(), ['She called', null])
  const where = { kind: 'altered', at: bank.clock().toISOString(), field: 'identity.reading.reason_sealed' }
  assert.deepEqual(await raised(), [{ ...where, row: String(one.seq) }])
})

test('words that open, under another hash than the log was told, show as altered too', async () => {
  const { bank, teller, farah, id, get, raised } = await openDesk()
  await using _ = bank
  await get(`/v1/customers/${id}`, teller, 'case;Case%207')
  await get(`/v1/customers/${id}/phones`, teller, 'case;Case%208')
  const [one, other] = await bank.db.query<{ seq: bigint }>('select seq from identity.reading order by seq')
  // Whoever rules the database takes the guard away first.
  await bank.db.query('alter table identity.reading disable trigger reading_stays')
  await bank.db.query(`${alter('reason', other.seq)} where seq = ${one.seq}`)
  const { items } = readings.answer.parse(await get('/v1/readings', farah))
  assert.deepEqual(
    items.map(({ reason }) => reason),
    ['Case 8', null],
  )
  assert.equal((await raised()).length, 1)
})

test('an email, a phone number and the words of an intervention that were altered hide nothing beside them', async () => {
  const { bank, teller, farah, id, get, raised } = await openDesk()
  await using _ = bank
  await bank.register('ravi@example.com', { name: 'Ravi Sen' })
  const locks = { isLocked: true, reason: 'She lost her phone' }
  const locked = await bank.ask({ method: 'POST', url: `/v1/customers/${id}/lock`, cookie: farah, body: locks })
  assert.equal(locked.status, 200)
  const spoil = (table: string, column: string, where: string) =>
    bank.db.query(
      `update identity.${table} set ${column} = set_byte(${column}, 20, get_byte(${column}, 20) # 1) where ${where}`,
    )
  await spoil('person', 'email_sealed', `id = '${id}' or name = 'Tom'`)
  await spoil('intervention', 'reason_sealed', 'true')
  const listed = customers.answer.parse(await get('/v1/customers', teller)).items
  assert.deepEqual(
    listed.map(({ name, email }) => [name, email]),
    [
      ['Ravi Sen', 'ravi@example.com'],
      ['Asha Rao', null],
    ],
  )
  const staff = members.answer.parse(await get('/v1/staff/members', farah)).items
  assert.deepEqual(
    staff.map(({ name, email }) => [name, email]),
    [
      ['Farah', 'farah@bank.test'],
      ['Tom', null],
    ],
  )
  const access = customerAccess.answer.parse(await get(`/v1/customers/${id}/access`, teller))
  assert.deepEqual([access.isLocked, access.interventions.map(({ reason }) => reason)], [true, [null]])
  assert.equal((await raised()).length, 3)
})
