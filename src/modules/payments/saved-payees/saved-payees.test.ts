import assert from 'node:assert/strict'
import { test } from 'node:test'
import { featureNames } from '#modules/fraud'
import { minuteMs } from '#platform/time'
import { type Holder, password, type TestBank, testBank } from '#testing/bank'

const openTown = async () => {
  const bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const save = (number: string, name: string, who = ada) =>
    bank.ask(who, 'PUT', `/v1/saved-payees/${number}`, { name, proof: { password } })
  const saved = async (who = ada) => (await bank.ask(who, 'GET', '/v1/saved-payees')).body.items
  return { bank, ada, bob, save, saved }
}

/** Features that a payment was scored by, by name. */
const featuresOf = async (bank: TestBank, payment: string) => {
  const [{ features }] = await bank.db.query<{ features: Buffer }>(
    'select features from fraud.decision where payment = $1',
    [payment],
  )
  const floats = new Float32Array(Uint8Array.from(features).buffer)
  return (name: string) => floats[featureNames.indexOf(name)]
}

test('payees are saved under a name of the customer’s own, told how far it lies from the holder’s, renamed and removed', async () => {
  const { bank, ada, bob, save, saved } = await openTown()
  await using _ = bank
  const { status, body } = await save(bob.number, 'Bobby')
  const first = { number: bob.number, currency: 'INR', name: 'Bobby', holder: 'Bob', match: 'close' }
  assert.deepEqual([status, body], [200, { ...first, addedAt: bank.clock().toISOString() }])
  const { body: renamed } = await save(bob.number, 'The plumber')
  assert.deepEqual([renamed.match, renamed.addedAt, (await saved()).length], ['differs', body.addedAt, 1])
  assert.equal((await save(bob.number, 'Bo')).body.match, 'differs')
  assert.equal((await save(bob.number, 'BOB')).body.match, 'same')
  assert.deepEqual(await saved(bob), [])
  const remove = (who: Holder) => bank.ask(who, 'DELETE', `/v1/saved-payees/${bob.number}`)
  assert.equal((await remove(bob)).status, 204)
  assert.equal((await saved()).length, 1)
  assert.deepEqual([(await remove(ada)).status, (await remove(ada)).status, await saved()], [204, 204, []])
})

test('a new payee and a new name are events, and each payment is scored with the typed name', async () => {
  const { bank, ada, bob, save } = await openTown()
  await using _ = bank
  const before = await featuresOf(bank, (await bank.send(ada, bob, 10n)).body.id)
  assert.deepEqual([before('payee-name-distance'), before('since-payee-added')], [Number.NaN, Number.NaN])
  await save(bob.number, 'Tax office')
  await save(bob.number, 'Tax office')
  bank.pass(12 * minuteMs)
  const after = await featuresOf(bank, (await bank.send(ada, bob, 10n)).body.id)
  assert.deepEqual([after('payee-name-distance'), after('since-payee-added')], [1, Math.fround(1 / 120)])
  await save(bob.number, 'bob')
  const right = await featuresOf(bank, (await bank.send(ada, bob, 10n)).body.id)
  assert.deepEqual([right('payee-name-distance'), right('since-payee-added')], [0, 0])
  const events = await bank.db.query(
    "select person, device is not null as known from fraud.event where change = 'payeeAdded'",
  )
  assert.deepEqual(events, [
    { person: ada.id, known: true },
    { person: ada.id, known: true },
  ])
})

test('saving tells a name, so it cannot be done without end; own accounts and unknown ones are refused', async () => {
  const { bank, ada, bob, save, saved } = await openTown()
  await using _ = bank
  assert.equal((await save(ada.number, 'Me')).code, 'own-account')
  assert.equal((await save('123456789012', 'Nobody')).code, 'no-such-account')
  assert.equal((await save(bob.number, '')).code, 'invalid-input')
  const answers = []
  for (let tries = 0; tries < 65; tries++) answers.push(await save(bob.number, `Name ${tries}`))
  assert.deepEqual([answers[64].status, answers[64].code], [429, 'too-many-attempts'])
  const teller = await bank.person('teller', 'Tom')
  assert.equal((await bank.ask(teller, 'GET', '/v1/saved-payees')).status, 403)
  assert.equal((await saved()).length, 1)
})

test('two hundred payees can be saved, and one of them still renamed', async () => {
  const { bank, ada, bob, save, saved } = await openTown()
  await using _ = bank
  await bank.db.query(
    `insert into payments.saved_payee (owner, product, name, added_at)
     select $1, gen_random_uuid(), 'Somebody', now() from generate_series(1, 199)`,
    [ada.id],
  )
  const eve = await bank.holder('Eve')
  assert.equal((await save(bob.number, 'Bob')).status, 200)
  assert.equal((await save(eve.number, 'Eve')).code, 'too-many-payees')
  assert.equal((await save(bob.number, 'Bobby')).status, 200)
  assert.equal((await saved()).length, 1)
})

test('a payee is saved although fraud can take no note of it', async () => {
  const { bank, bob, save, saved } = await openTown()
  await using _ = bank
  await bank.db.query('alter table fraud.event rename to event_away')
  assert.equal((await save(bob.number, 'Bob')).status, 200)
  assert.equal((await saved()).length, 1)
})

test('a payee that is new takes proof of just this account, another name takes none, and a proof of another account is refused', async () => {
  const { bank, ada, bob, saved } = await openTown()
  await using _ = bank
  const eve = await bank.holder('Eve')
  const put = (number: string, body: object) => bank.ask(ada, 'PUT', `/v1/saved-payees/${number}`, body)
  const bare = await put(bob.number, { name: 'Bob' })
  assert.deepEqual([bare.status, bare.code, (await saved()).length], [403, 'deed-unproved', 0])
  assert.equal((await put(bob.number, { name: 'Bob', proof: { password: 'not this one' } })).code, 'wrong-credentials')
  assert.equal((await put(bob.number, { name: 'Bob', proof: { password } })).status, 200)
  assert.equal((await put(bob.number, { name: 'Bobby' })).status, 200)

  const device = await bank.givePasskey(ada)
  const { body: stepUp } = await bank.ask(ada, 'POST', `/v1/saved-payees/${eve.number}/step-up`)
  assert.deepEqual(stepUp.signs.payee, { name: 'Eve', ends: eve.number.slice(-4) })
  const proof = { stepUp: stepUp.id, credential: device.use(stepUp.options) }
  const joe = await bank.holder('Joe')
  assert.equal((await put(joe.number, { name: 'Eve', proof })).code, 'passkey-refused')
  assert.equal((await put(eve.number, { name: 'Eve', proof })).code, 'ceremony-over')
  assert.equal((await put(eve.number, { name: 'Eve', proof: { password } })).code, 'passkey-required')
  const again = (await bank.ask(ada, 'POST', `/v1/saved-payees/${eve.number}/step-up`)).body
  const right = { stepUp: again.id, credential: device.use(again.options) }
  assert.equal((await put(eve.number, { name: 'Eve', proof: right })).status, 200)
  await bank.ask(ada, 'DELETE', `/v1/saved-payees/${eve.number}`)
  assert.equal((await put(eve.number, { name: 'Eve', proof: right })).code, 'ceremony-over')
})
