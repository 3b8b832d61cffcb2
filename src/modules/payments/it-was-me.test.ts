import assert from 'node:assert/strict'
import { test } from 'node:test'
import { password, testBank } from '#testing/bank'

/** Most of the balance is stopped. */
const probability = (share: number) => (share < 0.9 ? 0.01 : 0.99)

const openStopped = async () => {
  const bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const id = (await bank.send(ada, bob, 99_000n)).body.id as string
  const elsewhere = async () => {
    const { headers } = await bank.ask(null, 'POST', '/v1/sessions', { email: 'ada@bank.test', password })
    return { ...ada, headers: { ...ada.headers, cookie: headers['set-cookie']?.toString().split(';')[0] ?? '' } }
  }
  const say = (who = ada) => bank.ask(who, 'POST', `/v1/payments/${id}/it-was-me`)
  return { bank, ada, bob, id, say, elsewhere }
}

test('from the session that made the payment “it was me” is kept and is no label; it moves nothing', async () => {
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
})

test('from another session it is kept as that, and known as genuine', async () => {
  const { bank, id, say, elsewhere } = await openStopped()
  await using _ = bank
  await say(await elsewhere())
  const analyst = await bank.person('analyst', 'Priya')
  const { statements, label } = (await bank.ask(analyst, 'GET', `/v1/decisions/${id}`)).body
  assert.deepEqual([statements[0].isSameSession, label.isFraud], [false, false])
})

test('it can be said of one’s own stopped payments only', async () => {
  const { bank, ada, bob, say } = await openStopped()
  await using _ = bank
  assert.equal((await say(bob)).code, 'no-such-payment')
  const { id } = (await bank.send(ada, bob, 100n)).body
  assert.equal((await bank.ask(ada, 'POST', `/v1/payments/${id}/it-was-me`)).code, 'not-stopped')
})
