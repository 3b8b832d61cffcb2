import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs, secondMs } from '#platform/time'
import { testIdentity } from '../test-identity.ts'
import { createServiceClient, rotateServiceKey, serviceClients } from '../wire.ts'

const setUp = async (more: object = {}) => {
  const bank = await testIdentity()
  await bank.staff('administrator')
  // Days pass here, and sessions do not last that long.
  const cookie = async () => (await bank.signIn('administrator@bank.test')).cookie
  const id = bank.newId()
  const url = `/v1/service-clients/${id}`
  const body = { name: 'Card network', scopes: ['cards:pay'], ...more }
  const made = await bank.ask({ method: 'PUT', url, body, cookie: await cookie() })
  const { key } = createServiceClient.answer.parse(made.body)
  /** 403 is the answer to a key that opens, at a path for people. */
  const opens = async (given: string) => (await bank.ask({ method: 'GET', url: '/v1/me', key: given })).status === 403
  const rotate = async (overlapHours: number, keyId = bank.newId(), session?: string) => {
    // The list is in the order of time.
    bank.pass(1)
    return bank.ask({
      method: 'PUT',
      url: `${url}/keys/${keyId}`,
      body: { overlapHours },
      cookie: session ?? (await cookie()),
    })
  }
  const list = async () =>
    serviceClients.answer.parse(
      (await bank.ask({ method: 'GET', url: '/v1/service-clients', cookie: await cookie() })).body,
    ).items[0].keys
  return { bank, cookie, url, key, opens, rotate, list }
}

test('a new key and the one of before both open for the hours that were said, and no longer', async () => {
  const { bank, key, opens, rotate } = await setUp()
  await using _ = bank
  const rotated = await rotate(24)
  assert.equal(rotated.status, 201, rotated.code)
  const { key: next } = rotateServiceKey.answer.parse(rotated.body)
  assert.notEqual(next, key)
  bank.pass(24 * hourMs - 1)
  assert.deepEqual([await opens(key), await opens(next)], [true, true])
  bank.pass(secondMs)
  assert.deepEqual([await opens(key), await opens(next)], [false, true])
})

test('a key without overlap stops at once', async () => {
  const { bank, key, opens, rotate } = await setUp()
  await using _ = bank
  const { key: next } = (await rotate(0)).body
  assert.deepEqual([await opens(key), await opens(next)], [false, true])
})

test('a key ends when it was said to, a year on where nothing was said', async () => {
  for (const [more, days] of [
    [{ expiresInDays: 3 }, 3],
    [{}, 365],
  ] as const) {
    const { bank, key, opens } = await setUp(more)
    await using _ = bank
    bank.pass(days * dayMs - 1)
    assert.equal(await opens(key), true)
    bank.pass(secondMs)
    assert.equal(await opens(key), false, `${days} days`)
  }
})

test('an overlap makes no key live longer than it would have', async () => {
  const { bank, key, opens, rotate } = await setUp({ expiresInDays: 1 })
  await using _ = bank
  await rotate(720)
  bank.pass(dayMs + secondMs)
  assert.equal(await opens(key), false)
})

test('no more than two keys overlap; one of them is revoked alone', async () => {
  const { bank, cookie, url, key, opens, rotate, list } = await setUp()
  await using _ = bank
  const { key: second } = (await rotate(24)).body
  assert.equal((await rotate(24)).code, 'too-many-keys')
  const [newest, first] = await list()
  assert.deepEqual([newest.expiresAt !== null, first.revokedAt], [true, null])
  const revoke = async (id: string) => bank.ask({ method: 'DELETE', url: `${url}/keys/${id}`, cookie: await cookie() })
  assert.equal((await revoke(first.id)).status, 204)
  assert.deepEqual([await opens(key), await opens(second)], [false, true])
  assert.equal((await revoke(bank.newId())).code, 'no-such-key')
  assert.equal((await rotate(24)).status, 201)
})

test('keys are rotated one after the other, however many ask at once', async () => {
  const { bank, cookie, rotate, list } = await setUp()
  await using _ = bank
  const session = await cookie()
  const answers = await Promise.all(Array.from({ length: 8 }, () => rotate(24, bank.newId(), session)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409, 409, 409, 409, 409])
  assert.equal((await list()).length, 2)
})

test('no key is shown twice: the same rotation once more is refused, and a revoked client gets none', async () => {
  const { bank, cookie, url, rotate, list } = await setUp()
  await using _ = bank
  const keyId = bank.newId()
  const { key } = (await rotate(0, keyId)).body
  assert.equal((await rotate(0, keyId)).code, 'id-taken')
  assert.ok(!JSON.stringify(await list()).includes(key))
  await bank.ask({ method: 'DELETE', url, cookie: await cookie() })
  assert.equal((await rotate(0)).code, 'no-such-client')
})

test('each key has its own last use', async () => {
  const { bank, key, opens, rotate, list } = await setUp()
  await using _ = bank
  await rotate(24)
  await opens(key)
  const [newest, first] = await list()
  assert.deepEqual([newest.lastUsedAt, first.lastUsedAt], [null, bank.clock().toISOString()])
})
