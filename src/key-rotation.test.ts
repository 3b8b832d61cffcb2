import assert from 'node:assert/strict'
import { createECDH } from 'node:crypto'
import { test } from 'node:test'
import { hashedFields as hashedOfIdentity } from '#modules/identity'
import { hashedFields as hashedOfNotifications } from '#modules/notifications'
import { type Holder, type Person, password, type TestBank, testBank } from '#testing/bank'
import { rotateBankKeys } from './app.ts'

const phone = '+919876543210'

const openTown = async () => {
  const bank = await testBank()
  const [ada, bob, tom] = [await bank.holder('Ada'), await bank.holder('Bob'), await bank.person('teller', 'Tom')]
  await bank.ask(bob, 'PUT', '/v1/me/phone', { number: phone, proof: { password } })
  // As if a code that was sent there had come back.
  await bank.db.query('update identity.phone set verified_at = set_at where person = $1', [bob.id])
  for (const kind of ['phone', 'email'])
    assert.equal((await bank.ask(bob, 'PUT', `/v1/aliases/contacts/${kind}`, { product: bob.product })).status, 200)
  return { bank, ada, bob, tom }
}

const subscribe = (bank: TestBank, who: Person, endpoint: string) => {
  const curve = createECDH('prime256v1')
  const keys = { p256dh: curve.generateKeys('base64url'), auth: Buffer.alloc(16, 7).toString('base64url') }
  return bank.ask(who, 'PUT', `/v1/notifications/push/${bank.newId()}`, { name: 'Firefox on Linux', endpoint, keys })
}

const browsersOf = async (bank: TestBank, who: Person) =>
  (await bank.ask(who, 'GET', '/v1/notifications/push')).body.items.length

/** What finds Bob: his sign-in, his contacts as payees, the search of staff. */
const findBob = async (bank: TestBank, ada: Holder, tom: Person, bob: Holder) => {
  const signedIn = await bank.ask(null, 'POST', '/v1/sessions', { email: 'BOB@bank.test', password })
  assert.equal(signedIn.status, 201, 'he signs in')
  for (const address of [phone, 'bob@bank.test']) {
    const { status, body } = await bank.ask(ada, 'POST', '/v1/payee-checks', { address, name: 'Bob' })
    assert.deepEqual([status, body.match], [201, 'same'], address)
  }
  for (const search of ['%2B919876543210', 'bob@bank.test']) {
    const { body } = await bank.ask(tom, 'GET', `/v1/customers?search=${search}`)
    assert.deepEqual(
      body.items.map(({ id }: Person) => id),
      [bob.id],
      search,
    )
  }
  const again = await bank.ask(null, 'POST', '/v1/registrations', {
    email: 'Bob@Bank.test',
    name: 'Bob',
    password,
    language: 'en',
  })
  assert.equal(again.code, 'email-taken')
}

test('while the bank gives itself new keys its people sign in, are found and are paid by phone and email as before', async () => {
  const { bank, ada, bob, tom } = await openTown()
  await using _ = bank
  const looking = setInterval(() => void bank.sealing.refresh(), 10)
  const hashOf = async () =>
    (await bank.db.query<{ hash: Buffer }>('select email_hash as hash from identity.person where id = $1', [bob.id]))[0]
      .hash
  const [endpoint, old] = ['https://push.example/one', await hashOf()]
  assert.equal((await subscribe(bank, ada, endpoint)).status, 200)
  await findBob(bank, ada, tom, bob)
  let isOver = false
  const rotation = rotateBankKeys(
    bank.db,
    { config: { keyFile: undefined, keyService: undefined }, secrets: { bankSecret: bank.secret } } as Parameters<
      typeof rotateBankKeys
    >[1],
    () => {},
    new AbortController().signal,
    600,
  ).finally(() => {
    isOver = true
  })
  let during = 0
  for (; !isOver; during++) {
    await findBob(bank, ada, tom, bob)
    await bank.db.query('delete from identity.attempt')
  }
  const { hashes } = await rotation
  clearInterval(looking)
  await bank.sealing.refresh()
  assert.ok(during > 1 && hashes !== null && hashes >= 5, `${during} ${hashes}`)
  assert.notDeepEqual(await hashOf(), old)
  await findBob(bank, ada, tom, bob)
  // The same browser, with somebody else in front of it.
  assert.equal((await subscribe(bank, bob, endpoint)).status, 200)
  assert.deepEqual([await browsersOf(bank, ada), await browsersOf(bank, bob)], [0, 1])
})

/** Nobody is found by these: they tell an address that was just sent to from another one, are counted or proved, and go with their row. */
const notFoundBy = [
  'identity.code.address_hash',
  'identity.recovery.given_hash',
  'identity.recovery.mail_hash',
  'identity.recovery.sms_hash',
  'identity.registration.email_hash',
  // Codes and bodies are no personal fields.
  'locker.attempt.code_hash',
  'locker.incident.code_hash',
  'locker.kiosk.code_hash',
  'notifications.webhook_attempt.body_hash',
]

test('every hash of a personal field is made anew by a rotation, or nobody is found by it', async () => {
  await using bank = await testBank()
  const found = await bank.db.query<{ name: string }>(
    `select format('%s.%s.%s', table_schema, table_name, column_name) as name from information_schema.columns
      where column_name like '%\\_hash' and data_type = 'bytea' order by 1`,
  )
  const rotated = [...hashedOfIdentity, ...hashedOfNotifications].map(({ from, column }) => `${from.table}.${column}`)
  assert.deepEqual(
    found.map(({ name }) => name),
    [...rotated, ...notFoundBy].sort(),
  )
})
