import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { dayMs, hourMs, secondMs } from '#platform/time'
import { makeKey, twoAdministrators } from '../test-clients.ts'
import { testIdentity } from '../test-identity.ts'
import { serviceClients } from '../wire.ts'

const setUp = async (more: { expiresInDays?: number } = {}) => {
  const bank = await testIdentity({ passwordSigns: true })
  const { cookie, second, ask, grant, service } = await twoAdministrators(bank)
  const { client, key, url } = await service({ scopes: ['cards:pay'], ...more })
  /** 403 is the answer to a key that opens, at a path for people. */
  const opens = async (given: string) => (await bank.ask({ method: 'GET', url: '/v1/me', key: given })).status === 403
  /** Asked for, and not yet granted. */
  const askKey = async (overlapHours: number, id = bank.newId()) => {
    // The list is in the order of time.
    bank.pass(1)
    const { key, keyHash } = makeKey()
    return { key, ...(await ask({ about: 'service-key', client, key: id, keyHash, overlapHours })) }
  }
  const rotate = async (overlapHours: number, id?: string) => {
    const asked = await askKey(overlapHours, id)
    return asked.status === 200 ? { ...(await grant(asked.id)), key: asked.key } : asked
  }
  const list = async () =>
    serviceClients.answer.parse(
      (await bank.ask({ method: 'GET', url: '/v1/service-clients', cookie: await cookie() })).body,
    ).items[0].keys
  return { bank, cookie, second, url, key, opens, askKey, grant, rotate, list }
}

test('a new key and the one of before both open for the hours that were said, and no longer', async () => {
  const { bank, key, opens, rotate } = await setUp()
  await using _ = bank
  const rotated = await rotate(24)
  assert.equal(rotated.status, 200, rotated.code)
  const { key: next } = rotated
  assert.notEqual(next, key)
  bank.pass(24 * hourMs - 1)
  assert.deepEqual([await opens(key), await opens(next)], [true, true])
  bank.pass(secondMs)
  assert.deepEqual([await opens(key), await opens(next)], [false, true])
})

test('a key without overlap stops at once', async () => {
  const { bank, key, opens, rotate } = await setUp()
  await using _ = bank
  const { key: next } = await rotate(0)
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
  const { key: second } = await rotate(24)
  assert.equal((await rotate(24)).code, 'too-many-keys')
  const [newest, first] = await list()
  assert.deepEqual([newest.expiresAt !== null, first.revokedAt], [true, null])
  const revoke = async (id: string) => bank.ask({ method: 'DELETE', url: `${url}/keys/${id}`, cookie: await cookie() })
  assert.equal((await revoke(first.id)).status, 204)
  assert.deepEqual([await opens(key), await opens(second)], [false, true])
  assert.equal((await revoke(bank.newId())).code, 'no-such-key')
  assert.equal((await rotate(24)).status, 200)
})

test('keys are rotated one after the other, however many are granted at once', async () => {
  const { bank, second, askKey, grant, list } = await setUp()
  await using _ = bank
  const asked: { readonly id: string }[] = []
  for (let times = 0; times < 8; times++) asked.push(await askKey(24))
  const session = await second()
  // Nobody writes a key before several have looked whether there is room for one.
  const granting = await bank.db.transaction(async (tx) => {
    await tx.query('lock table identity.service_key in share mode')
    const granted = asked.map(({ id }) => grant(id, session))
    const waiting = async () => {
      await tx.query('select pg_stat_clear_snapshot()')
      return tx.query("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
    }
    for (let left = 500; (await waiting()).length < 2; left--) {
      assert.ok(left > 0, 'two wait')
      await sleep(10)
    }
    return { all: Promise.all(granted) }
  })
  const answers = await granting.all
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409, 409, 409])
  assert.equal((await list()).length, 2)
})

test('no key is shown: the same id once more is refused, and a revoked client gets none', async () => {
  const { bank, cookie, url, rotate, list } = await setUp()
  await using _ = bank
  const keyId = bank.newId()
  const { key } = await rotate(0, keyId)
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
