import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourMs } from '#platform/time'
import { registrationProfile } from '../sealed-fields.ts'
import { testIdentity } from '../test-identity.ts'
import { proofOf, type Signer, signer } from '../test-signers.ts'
import { approvals, customerProfile, customerProfileOpening } from '../wire.ts'

const birthDate = '1990-04-17'
const address = { lines: ['12 Lake Road'], postalCode: '560001', place: 'Bengaluru', country: 'IN' }

const open = async () => {
  const bank = await testIdentity()
  const [vera, farah] = [await signer(bank, 'compliance', 'Vera'), await signer(bank, 'administrator', 'Farah')]
  const asha = (await bank.register('asha@example.com')).body
  const details = await bank.options.sealing.seal(registrationProfile, asha.id, JSON.stringify({ birthDate, address }))
  await bank.db.query(
    "insert into identity.profile (person, details_sealed, terms, agreed_at) values ($1, $2, '2026-01-01', now())",
    [asha.id, details],
  )
  const kind = 'sealed.profile'
  const ask = async (who: Signer, person: string = asha.id) => {
    const id = bank.newId()
    const asked = { change: { about: 'profile', person }, reason: 'The court asks for it.' }
    const proof = await proofOf(bank, who, kind, id, asked)
    const url = `/v1/profile-openings/${id}`
    return { id, answer: await bank.ask({ method: 'PUT', url, body: { ...asked, proof }, cookie: who.cookie }) }
  }
  const grant = async (who: Signer, id: string) => {
    const asked = { decision: 'grant', note: 'I have read the letter.' }
    const proof = await proofOf(bank, who, kind, id, asked)
    const url = `/v1/profile-openings/${id}/decision`
    return bank.ask({ method: 'POST', url, body: { ...asked, proof }, cookie: who.cookie })
  }
  const read = (who: Pick<Signer, 'cookie'>, person: string = asha.id) =>
    bank.ask({ method: 'GET', url: `/v1/customers/${person}/profile`, cookie: who.cookie })
  const look = async (who: Signer, person: string = asha.id) => {
    const url = `/v1/customers/${person}/profile-opening`
    return customerProfileOpening.answer.parse((await bank.ask({ method: 'GET', url, cookie: who.cookie })).body)
  }
  return { bank, vera, farah, asha, ask, grant, read, look, [Symbol.asyncDispose]: () => bank[Symbol.asyncDispose]() }
}

test('birth date and address of a customer are read when two people have signed, by the one who asked, for an hour', async () => {
  await using it = await open()
  const { bank, vera, farah, ask, grant, read } = it
  const shut = await read(vera)
  assert.deepEqual([shut.status, shut.code], [403, 'second-person-needed'])
  const { id, answer } = await ask(vera)
  assert.equal(answer.body.outcome, 'waiting')
  assert.equal((await grant(vera, id)).code, 'second-person-needed')
  assert.equal((await read(vera)).code, 'second-person-needed')
  const waiting = approvals.answer.parse(
    (await bank.ask({ method: 'GET', url: '/v1/approvals', cookie: farah.cookie })).body,
  ).items
  assert.deepEqual(waiting[0].lines, [
    { what: 'person', value: 'Asha Rao' },
    { what: 'opens', value: 'birth-date-address' },
  ])

  assert.equal((await grant(farah, id)).status, 200)
  const until = new Date(bank.clock().getTime() + hourMs).toISOString()
  assert.deepEqual(customerProfile.answer.parse((await read(vera)).body), { birthDate, address, openUntil: until })
  assert.equal((await read(farah)).code, 'second-person-needed', 'who granted it reads nothing by that')
  for (let left = 4; left > 0; left--) {
    bank.pass(hourMs / 4 - (left === 1 ? 1 : 0))
    assert.equal((await read(vera)).status, 200)
  }
  bank.pass(1)
  assert.equal((await read(vera)).code, 'second-person-needed')
})

test('each look is kept, and the customer sees it', async () => {
  await using it = await open()
  const { bank, vera, farah, asha, ask, grant, read } = it
  const { id } = await ask(vera)
  await grant(farah, id)
  await read(vera)
  const [row] = await bank.db.query<{ what: string; detail: string; reader: string }>(
    'select what, detail, reader from identity.reading',
  )
  assert.deepEqual([row.what, row.detail, row.reader], ['profile', id, vera.id])
  const { cookie } = await bank.signIn('asha@example.com')
  const mine = (await bank.ask({ method: 'GET', url: '/v1/me/readings', cookie })).body.items
  assert.deepEqual([mine[0].what, mine[0].roles], ['profile', ['compliance']])
  assert.ok(asha.id)
})

test('of another customer nothing is opened by it, of nobody nothing, and for others the door is shut', async () => {
  await using it = await open()
  const { bank, vera, farah, ask, grant, read } = it
  const { id } = await ask(vera)
  await grant(farah, id)
  const ravi = (await bank.register('ravi@example.com')).body.id
  await bank.db.query(
    "insert into identity.profile (person, details_sealed, terms, agreed_at) values ($1, repeat('x', 60)::bytea, '2026-01-01', now())",
    [ravi],
  )
  assert.equal((await read(vera, ravi)).code, 'second-person-needed')
  assert.equal((await read(vera, bank.newId())).code, 'no-such-customer')
  for (const role of ['teller', 'analyst'] as const)
    assert.equal((await read({ cookie: await bank.staff(role) })).code, 'not-allowed')
})

test('whether it is open is told without a look at it, to each of the two their own', async () => {
  await using it = await open()
  const { bank, vera, farah, ask, grant, look } = it
  const shut = { isKept: true, openUntil: null }
  assert.deepEqual(await look(vera), shut)
  const { id } = await ask(vera)
  assert.deepEqual(await look(vera), shut)
  await grant(farah, id)
  const openUntil = new Date(bank.clock().getTime() + hourMs).toISOString()
  assert.deepEqual([await look(vera), await look(farah)], [{ isKept: true, openUntil }, shut])
  const none = { isKept: false, openUntil: null }
  const ravi = (await bank.register('ravi@example.com')).body.id
  assert.deepEqual([await look(vera, ravi), await look(vera, bank.newId())], [none, none])
  assert.deepEqual(await bank.db.query('select from identity.reading'), [])
  for (let left = 4; left > 0; left--) {
    assert.deepEqual(await look(vera), { isKept: true, openUntil })
    bank.pass(hourMs / 4)
  }
  assert.deepEqual(await look(vera), shut)
})
