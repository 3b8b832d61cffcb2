import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minuteMs } from '#platform/time'
import { type testIdentity as opened, password, testIdentity } from '../test-identity.ts'
import { myReadings, readings } from '../wire.ts'
import { reasonIn } from './readings.ts'

type Bank = Awaited<ReturnType<typeof opened>>

const at = async (bank: Bank, url: string, cookie: string, reason: string | null) =>
  bank.ask({ method: 'GET', url, cookie, reason })

test('a reading without a reason is refused, and nothing of the customer is answered', async () => {
  await using bank = await testIdentity()
  const teller = await bank.staff('teller')
  const { id } = (await bank.register('asha@example.com')).body
  for (const url of [
    '/v1/customers',
    `/v1/customers/${id}`,
    `/v1/customers/${id}/phones`,
    `/v1/customers/${bank.newId()}`,
  ])
    for (const reason of [
      null,
      '',
      'customer-asked',
      'customer-asked;a',
      'because;I%20want%20to',
      'counter;%E0%A4%A',
    ]) {
      const { status, code, body } = await at(bank, url, teller, reason)
      assert.deepEqual([status, code], [403, 'reason-needed'], `${url} ${reason}`)
      assert.ok(!JSON.stringify(body).includes('Asha'))
    }
  assert.equal((await bank.db.query('select from identity.reading')).length, 0)
})

test('who read whom, what, why and when stands in the log, which administrators search', async () => {
  await using bank = await testIdentity()
  const [teller, farah] = [await bank.staff('teller', 'Tom'), await bank.staff('administrator', 'Farah')]
  const asha = (await bank.register('asha@example.com')).body
  await bank.register('ravi@example.com', { name: 'Ravi Sen' })
  await at(bank, '/v1/customers?search=asha', teller, 'customer-asked;She%20called')
  await at(bank, `/v1/customers/${asha.id}`, teller, `counter;${encodeURIComponent('ग्राहक सामने है')}`)
  const all = readings.answer.parse((await at(bank, '/v1/readings', farah, null)).body).items
  assert.deepEqual(
    all.map(({ reader, roles, people, what, choice, reason }) => [
      reader.name,
      roles,
      people.map(({ name }) => name),
      what,
      choice,
      reason,
    ]),
    [
      ['Tom', ['teller'], ['Asha Rao'], 'customer', 'counter', 'ग्राहक सामने है'],
      ['Tom', ['teller'], ['Asha Rao'], 'search', 'customer-asked', 'She called'],
    ],
  )
  assert.equal(all[0].at, bank.clock().toISOString())
  const count = async (query: string) => (await at(bank, `/v1/readings?${query}`, farah, null)).body.items.length
  const found = [
    `person=${asha.id}`,
    `person=${bank.newId()}`,
    `reader=${all[0].reader.id}`,
    `reader=${asha.id}`,
    'choice=counter',
    'limit=1',
    `before=${all[0].id}`,
  ]
  assert.deepEqual(await Promise.all(found.map(count)), [2, 0, 2, 0, 1, 1, 1])
  assert.equal((await at(bank, '/v1/readings', teller, null)).status, 403)
})

test('the log cannot be altered by the bank’s own database user', async () => {
  await using bank = await testIdentity()
  const teller = await bank.staff('teller')
  await bank.register('asha@example.com')
  await at(bank, '/v1/customers', teller, 'audit;Once%20a%20year')
  for (const sql of [
    "update identity.reading set reason = 'nothing'",
    'delete from identity.reading',
    'truncate identity.reading',
    "update identity.reading set name = 'Nobody'",
    "update identity.reading set people = '{}', reason_sealed = reason_sealed",
    "update identity.reading set reason = repeat('0', 64)",
    'update identity.reading set reason_sealed = null',
  ])
    await assert.rejects(bank.db.query(sql), { code: '42501' }, sql)
  assert.equal((await bank.db.query('select from identity.reading')).length, 1)
})

test('a page that asks again every few seconds is one reading, for five minutes', async () => {
  await using bank = await testIdentity()
  const teller = await bank.staff('teller')
  const { id } = (await bank.register('asha@example.com')).body
  const look = (reason = 'counter;At%20the%20counter') => at(bank, `/v1/customers/${id}`, teller, reason)
  const count = async () => (await bank.db.query('select from identity.reading')).length
  await look()
  bank.pass(5 * minuteMs - 1)
  await look()
  assert.equal(await count(), 1)
  await look('counter;Another%20matter')
  assert.equal(await count(), 2)
  bank.pass(1)
  await look()
  assert.equal(await count(), 3)
})

test('customers see which role looked and why, without names, words, or looks for a suspicion', async () => {
  await using bank = await testIdentity()
  const [teller, officer] = [await bank.staff('teller', 'Tom'), await bank.staff('compliance', 'Thomas')]
  const [asha, ravi] = [await bank.register('asha@example.com'), await bank.register('ravi@example.com')]
  const url = `/v1/customers/${asha.body.id}`
  await at(bank, url, teller, 'complaint;She%20complains%20of%20Ravi')
  await at(bank, url, officer, 'suspicion;She%20may%20be%20a%20mule')
  const mine = await at(bank, '/v1/me/readings', asha.cookie, null)
  const { items } = myReadings.answer.parse(mine.body)
  assert.deepEqual(
    items.map(({ roles, what, choice }) => [roles, what, choice]),
    [[['teller'], 'customer', 'complaint']],
  )
  assert.ok(!/Tom|mule|complains/.test(JSON.stringify(mine.body)))
  assert.deepEqual((await at(bank, '/v1/me/readings', ravi.cookie, null)).body.items, [])
})

test('staff see the numbers that a customer had before, and until when', async () => {
  await using bank = await testIdentity()
  const teller = await bank.staff('teller')
  const asha = await bank.register('asha@example.com')
  const began = bank.clock().toISOString()
  const set = (number: string | null) =>
    bank.ask({ method: 'PUT', url: '/v1/me/phone', body: { number, proof: { password } }, cookie: asha.cookie })
  await set('+919876543210')
  bank.pass(minuteMs)
  const changed = bank.clock().toISOString()
  await set('+441632960001')
  const url = `/v1/customers/${asha.body.id}/phones`
  assert.deepEqual((await at(bank, url, teller, 'case;Case%207')).body.items, [
    { number: '+441632960001', setAt: changed, until: null },
    { number: '+919876543210', setAt: began, until: changed },
  ])
  assert.equal(
    (await at(bank, `/v1/customers/${bank.newId()}/phones`, teller, 'case;Case%207')).code,
    'no-such-customer',
  )
})

test('a reason is a choice and words of three to five hundred characters', () => {
  assert.deepEqual(reasonIn('case;Case%207'), { choice: 'case', words: 'Case 7' })
  assert.deepEqual(reasonIn(`audit;${'a'.repeat(500)}`).words.length, 500)
  for (const header of [
    undefined,
    ['case;Case%207'],
    'case;ab',
    `case;${'a'.repeat(501)}`,
    'work;It%20waits',
    'case;a%0Ab%00',
  ])
    assert.throws(() => reasonIn(header), { code: 'reason-needed' }, String(header))
})
