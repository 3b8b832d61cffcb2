import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs } from '#platform/time'
import { type Holder, password, testBank } from '#testing/bank'
import { browserHeaders } from '#testing/page-token'

/** A tenth of the balance passes, more is challenged. */
const probability = (share: number) => (share < 0.2 ? 0.01 : 0.6)

const openTown = async () => {
  const bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 1_000_000n), await bank.holder('Bob')]
  const back = async (who: Holder) => {
    const email = `${who.name.toLowerCase()}@bank.test`
    const { headers } = await bank.ask(null, 'POST', '/v1/sessions', { email, password })
    Object.assign(who.headers, browserHeaders(headers['set-cookie']?.toString().split(';')[0] ?? ''))
  }
  const challenged = async (minor = 300_000n) => {
    const { body } = await bank.send(ada, bob, minor)
    assert.equal(body.state, 'challenged')
    return body.id as string
  }
  const choose = (id: string, choice: string) =>
    bank.ask(ada, 'POST', `/v1/payments/${id}/challenge`, choice === 'wait' ? { choice } : { choice, password })
  /** What a payment of Ada would be scored with, at this server or at another one. */
  const known = async (at: Pick<typeof bank, 'fraud'> = bank) => {
    await at.fraud.follow()
    const { computed } = await at.fraud.decisions.try({
      attempt: {
        payment: 'a trial',
        kind: 'send',
        payer: { id: ada.product, owner: ada.id, openedAt: null, available: null, credentialChangedAt: null },
        payee: { id: bob.product, owner: bob.id, openedAt: null },
        money: { currency: 'INR', minor: 100n },
        at: bank.clock(),
      },
      overrides: {},
    })
    return Object.fromEntries(computed.map(({ feature, number }) => [feature, number]))
  }
  const pauses = async (at?: Pick<typeof bank, 'fraud'>) => {
    const features = await known(at)
    return ['pauses-proved', 'pauses-waited', 'pauses-tried', 'pauses-stopped'].map((name) => features[name])
  }
  return { bank, ada, bob, back, challenged, choose, known, pauses }
}

test('what was chosen of a pause, and how it ended, is what the next payment is scored with, for 90 days', async () => {
  const { bank, ada, challenged, choose, pauses, back } = await openTown()
  await using _ = bank
  assert.deepEqual(await pauses(), [0, 0, 0, 0])
  await choose(await challenged(), 'proof')
  await bank.ask(ada, 'POST', `/v1/payments/${await challenged()}/cancel`)
  const tried = await challenged()
  await choose(tried, 'unit')
  await bank.ask(ada, 'POST', `/v1/payments/${tried}/rest`, { password })
  const waiting = await challenged(200_000n)
  await choose(waiting, 'wait')
  assert.deepEqual(await pauses(), [1, 0, 1, 1], 'one that waits has not ended')
  bank.pass(13 * hourMs)
  await bank.payments.endDue()
  assert.deepEqual(await pauses(), [1, 1, 1, 1])
  await back(ada)
  await challenged(100_000n)
  bank.pass(hourMs)
  await bank.payments.endDue()
  assert.deepEqual(await pauses(), [1, 1, 1, 2], 'one that nobody answered did not go')
  bank.pass(90 * dayMs)
  assert.deepEqual(await pauses(), [0, 0, 0, 0])
})

test('a server that starts from the log knows the same of pauses as the one that lived through them', async () => {
  const { bank, ada, challenged, choose, pauses } = await openTown()
  await using _ = bank
  await choose(await challenged(), 'proof')
  for (let times = 0; times < 20; times++) await bank.ask(ada, 'POST', `/v1/payments/${await challenged()}/cancel`)
  const live = await pauses()
  assert.deepEqual(live, [0, 0, 0, 16], 'sixteen are remembered')
  const second = await bank.openSecond()
  assert.deepEqual(await pauses(second), live)
  await bank.fraud.fold()
  const third = await bank.openSecond()
  assert.deepEqual(await pauses(third), live)
  for (const other of [second, third]) {
    await other.http.server.close()
    await other.lane.drain()
  }
})

test('a payment that is taken back because it was somebody else is a fraud from that instant, and one taken back for another reason is no label', async () => {
  const { bank, ada, bob, challenged, choose, known, pauses } = await openTown()
  await using _ = bank
  const labels = () => bank.db.query('select payment, is_fraud, source, told_by, known_at from fraud.label')
  const plain = await challenged()
  await choose(plain, 'wait')
  await bank.ask(ada, 'POST', `/v1/payments/${plain}/cancel`)
  assert.deepEqual([await labels(), (await known())['payee-frauds']], [[], 0])

  const stolen = await challenged()
  await choose(stolen, 'wait')
  bank.pass(1000)
  const notMe = (who = ada) => bank.ask(who, 'POST', `/v1/payments/${stolen}/not-me`)
  assert.equal((await notMe(bob)).code, 'no-such-payment')
  assert.equal((await notMe()).body.state, 'cancelled')
  const label = { payment: stolen, is_fraud: true, source: 'customer', told_by: ada.id, known_at: bank.clock() }
  assert.deepEqual([await labels(), await bank.balance(ada.product)], [[label], 1_000_000n])
  bank.pass(1000)
  assert.equal((await notMe()).body.state, 'cancelled')
  assert.deepEqual(await labels(), [label])
  assert.deepEqual([(await known())['payee-frauds'], await pauses()], [1, [0, 0, 0, 2]])
})

test('what has gone cannot be taken back by saying so, and one that was taken back can still be said to be somebody else’s', async () => {
  const { bank, ada, bob, challenged, known } = await openTown()
  await using _ = bank
  const gone = (await bank.send(ada, bob, 100n)).body.id
  assert.equal((await bank.ask(ada, 'POST', `/v1/payments/${gone}/not-me`)).code, 'cannot-cancel')
  const stopped = await challenged()
  await bank.ask(ada, 'POST', `/v1/payments/${stopped}/cancel`)
  assert.equal((await known())['payee-frauds'], 0)
  await bank.ask(ada, 'POST', `/v1/payments/${stopped}/not-me`)
  assert.equal((await known())['payee-frauds'], 1)
})
