import assert from 'node:assert/strict'
import { test } from 'node:test'
import { password, testBank } from '#testing/bank'
import { browserHeaders } from '#testing/page-token'

/** Most of the balance is stopped. */
const probability = (share: number) => (share < 0.9 ? 0.01 : 0.99)

const openStopped = async () => {
  const bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const id = (await bank.send(ada, bob, 99_000n)).body.id as string
  const elsewhere = async () => {
    const { headers } = await bank.ask(null, 'POST', '/v1/sessions', { email: 'ada@bank.test', password })
    return {
      ...ada,
      headers: { ...ada.headers, ...browserHeaders(headers['set-cookie']?.toString().split(';')[0] ?? '') },
    }
  }
  const say = (who = ada) => bank.ask(who, 'POST', `/v1/payments/${id}/it-was-me`)
  return { bank, ada, bob, id, say, elsewhere }
}

test('“it was me” is kept, opens a case, is no label, and moves nothing; said again it changes nothing', async () => {
  const { bank, bob, id, say } = await openStopped()
  await using _ = bank
  const said = await say()
  assert.deepEqual([said.body.state, said.body.saidItWasMe], ['blocked', bank.clock().toISOString()])
  bank.pass(1000)
  assert.equal((await say()).body.saidItWasMe, said.body.saidItWasMe)

  const analyst = await bank.person('analyst', 'Priya')
  const { statements, label } = (await bank.ask(analyst, 'GET', `/v1/decisions/${id}`)).body
  assert.deepEqual(statements, [{ who: 'Ada', at: said.body.saidItWasMe, isSameSession: true }])
  assert.deepEqual([label, await bank.balance(bob.product)], [null, 0n])
  const alerts = await bank.db.query("select payment, person from fraud.alert where kind = 'statement'")
  assert.deepEqual(alerts, [{ payment: id, person: null }])
  const [open, ...more] = (await bank.ask(analyst, 'GET', '/v1/cases')).body.items
  assert.deepEqual([open.id, open.kind, open.waiting, open.onHold, more], [id, 'statement', 1, [], []])
  assert.deepEqual(open.payments[0].said, { at: said.body.saidItWasMe, isSameSession: true })
})

test('from another session it is kept as that, and is no label either', async () => {
  const { bank, id, say, elsewhere } = await openStopped()
  await using _ = bank
  await say(await elsewhere())
  const analyst = await bank.person('analyst', 'Priya')
  const { statements, label } = (await bank.ask(analyst, 'GET', `/v1/decisions/${id}`)).body
  assert.deepEqual([statements[0].isSameSession, label], [false, null])
})

test('it can be said of one’s own stopped payments only', async () => {
  const { bank, ada, bob, say } = await openStopped()
  await using _ = bank
  assert.equal((await say(bob)).code, 'no-such-payment')
  const { id } = (await bank.send(ada, bob, 100n)).body
  assert.equal((await bank.ask(ada, 'POST', `/v1/payments/${id}/it-was-me`)).code, 'not-stopped')
})
