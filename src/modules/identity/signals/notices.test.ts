import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourMs } from '#platform/time'
import { breakGlass } from '../break-glass/take.ts'
import { person } from '../passkeys/test-passkeys.ts'
import { password, testIdentity } from '../test-identity.ts'
import { proofOf, signer } from '../test-signers.ts'
import { half, personWithApp, second } from '../totp/test-totp.ts'

type Bank = Awaited<ReturnType<typeof testIdentity>>

const email = 'asha@example.com'

/** The subjects that reached somebody by mail, oldest first. */
const told = async (bank: Bank, to = email): Promise<(string | undefined)[]> => {
  await bank.identity.deliver('mail')
  return bank.outbox.messages
    .filter((message) => message.to === to)
    .map(({ subject }) => subject)
    .reverse()
}

test('a password that was changed is told, and one that was refused is not', async () => {
  await using bank = await testIdentity()
  const { cookie } = await bank.register(email)
  const change = (proof: object, next: string) =>
    bank.ask({ method: 'POST', url: '/v1/me/password', body: { proof, next }, cookie })
  assert.equal((await change({ password: 'not this one' }, 'a goat in the river')).status, 403)
  assert.deepEqual(await told(bank), [])
  assert.equal((await change({ password }, 'a goat in the river')).status, 204)
  assert.deepEqual(await told(bank), ['Your password was changed'])
})

test('a passkey that was added is told, and so is one that was removed', async () => {
  await using bank = await testIdentity()
  const asha = await person(bank)
  assert.deepEqual(await told(bank), ['A passkey was added to your account'])
  bank.pass(1)
  const removal = `/v1/me/passkeys/${asha.passkey}/removal`
  await bank.ask({ method: 'POST', url: removal, body: { proof: { password: 'wrong' } }, cookie: asha.cookie })
  await bank.ask({ method: 'POST', url: removal, body: { proof: { password } }, cookie: asha.cookie })
  assert.deepEqual((await told(bank)).slice(1), ['A passkey was removed from your account'])
})

test('a recovery code is told of wherever it is used: to sign in, and in place of a lost app', async () => {
  await using bank = await testIdentity()
  const { cookie, app } = await personWithApp(bank)
  const entered = await second(bank, await half(bank, email), { recoveryCode: app.recoveryCodes[0] })
  assert.equal(entered.status, 201)
  const used = 'One of your recovery codes was used'
  assert.equal((await told(bank)).filter((subject) => subject === used).length, 1)
  bank.pass(hourMs)
  const again = (await second(bank, await half(bank, email), { code: app.nextCode() })).cookie
  const proof = { recoveryCode: app.recoveryCodes[1], password }
  assert.equal(
    (await bank.ask({ method: 'POST', url: '/v1/me/totp/removal', body: { proof }, cookie: again })).status,
    204,
  )
  assert.equal((await told(bank)).filter((subject) => subject === used).length, 2)
  assert.ok(cookie !== again)
})

test('who is looked at with a right that somebody took alone is told by whom, but for a suspicion and for lists', async () => {
  await using bank = await testIdentity()
  const asha = (await bank.register(email)).body.id
  const priya = await signer(bank, 'analyst', 'Priya')
  const look = (url: string, reason: string) => bank.ask({ method: 'GET', url, cookie: priya.cookie, reason })
  assert.equal((await look(`/v1/customers/${asha}`, 'customer-asked;She%20called')).status, 200)
  assert.deepEqual(await told(bank), [], 'an ordinary look stands in the page about looks')
  const asked = { permission: 'books:close', reason: 'The books must close before midnight, and nobody answers.' }
  const id = bank.newId()
  const proof = await proofOf(bank, priya, breakGlass, id, asked)
  await bank.ask({ method: 'PUT', url: `/v1/taken-rights/${id}`, body: { ...asked, proof }, cookie: priya.cookie })
  await look('/v1/customers?search=asha', 'customer-asked;She%20called%20again')
  await look(`/v1/customers/${asha}`, 'suspicion;Money%20from%20nowhere')
  assert.deepEqual(await told(bank), [])
  await look(`/v1/customers/${asha}`, 'customer-asked;She%20called%20again')
  assert.deepEqual(await told(bank), ['Somebody at the bank looked at your data in an emergency'])
  assert.match(bank.outbox.messages[0].text, /Priya of the bank/)
})
