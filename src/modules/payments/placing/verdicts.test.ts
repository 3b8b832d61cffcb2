import assert from 'node:assert/strict'
import { test } from 'node:test'
import { password, testBank } from '#testing/bank'

/** A tenth of the balance is nothing, a half is challenged, most of it is reviewed, all of it is blocked. */
const probability = (share: number) => (share < 0.3 ? 0.01 : share < 0.6 ? 0.6 : share < 0.95 ? 0.8 : 0.99)

test('a challenged payment moves nothing until the password is given again', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]

  const { body } = await bank.send(ada, bob, 50n)
  assert.equal(body.state, 'challenged')
  assert.ok(body.reasons.length > 0)
  assert.equal(await bank.balance(ada.product), 100n)

  const wrong = await bank.ask(ada, 'POST', `/v1/payments/${body.id}/challenge`, { password: 'not the password' })
  assert.deepEqual([wrong.status, wrong.code], [403, 'wrong-credentials'])
  assert.equal(await bank.balance(ada.product), 100n)

  const right = await bank.ask(ada, 'POST', `/v1/payments/${body.id}/challenge`, { password })
  assert.equal(right.body.state, 'settled')
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [50n, 50n])
})

test('a challenge that is answered twice at once moves the money once', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const { body } = await bank.send(ada, bob, 50n)

  const answers = await Promise.all(
    [1, 2, 3].map(() => bank.ask(ada, 'POST', `/v1/payments/${body.id}/challenge`, { password })),
  )

  assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409, 409])
  assert.equal(await bank.balance(bob.product), 50n)
})

test('a challenge cannot be answered by another customer, nor after a quarter of an hour', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const { body } = await bank.send(ada, bob, 50n)

  assert.equal((await bank.ask(bob, 'POST', `/v1/payments/${body.id}/challenge`, { password })).status, 404)
  bank.pass(15 * 60_000)
  assert.equal((await bank.ask(ada, 'POST', `/v1/payments/${body.id}/challenge`, { password })).code, 'not-challenged')
  assert.equal((await bank.ask(ada, 'GET', `/v1/payments/${body.id}`)).body.state, 'expired')
  assert.equal(await bank.balance(ada.product), 100n)
})

test('a challenged payment that is withdrawn can no longer be answered', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const { body } = await bank.send(ada, bob, 50n)

  assert.equal((await bank.ask(ada, 'POST', `/v1/payments/${body.id}/cancel`)).body.state, 'cancelled')
  assert.equal((await bank.ask(ada, 'POST', `/v1/payments/${body.id}/challenge`, { password })).status, 409)
  assert.equal(await bank.balance(ada.product), 100n)
})

test('the money of a payment in review is on hold, and moves when an analyst releases it', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const analyst = await bank.person('analyst', 'Priya')

  const { body } = await bank.send(ada, bob, 80n)
  assert.equal(body.state, 'in_review')
  const [mine] = (await bank.ask(ada, 'GET', '/v1/products')).body.items
  assert.deepEqual([mine.balance, mine.onHold, mine.available], ['100', '80', '20'])
  const queue = (await bank.ask(analyst, 'GET', '/v1/reviews')).body.items
  assert.deepEqual(
    queue.map((item: { payment: { id: string } }) => item.payment.id),
    [body.id],
  )

  const decision = { decision: 'release', note: 'She confirmed it by phone.' }
  const released = await bank.ask(analyst, 'POST', `/v1/reviews/${body.id}`, decision)
  assert.equal(released.body.state, 'settled')
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [20n, 80n])
  assert.equal((await bank.ask(analyst, 'POST', `/v1/reviews/${body.id}`, decision)).code, 'not-in-review')
  const { events } = (await bank.ask(analyst, 'GET', `/v1/reviews/${body.id}`)).body
  assert.deepEqual([events[0].who, events[0].what, events[0].note], ['Priya', 'released', 'She confirmed it by phone.'])
})

test('a payment that is returned gives the money back, and the customer reads why', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const analyst = await bank.person('analyst', 'Priya')
  const { body } = await bank.send(ada, bob, 80n)

  const message = 'We returned your money. Nothing is wrong with your own account.'
  await bank.ask(analyst, 'POST', `/v1/reviews/${body.id}`, { decision: 'return', note: 'A mule account.', message })

  const seen = (await bank.ask(ada, 'GET', `/v1/payments/${body.id}`)).body
  assert.deepEqual([seen.state, seen.message], ['returned', message])
  const [mine] = (await bank.ask(ada, 'GET', '/v1/products')).body.items
  assert.deepEqual([mine.available, mine.onHold], ['100', '0'])
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('two analysts who decide at once: one decision counts', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const [priya, omar] = [await bank.person('analyst', 'Priya'), await bank.person('analyst', 'Omar')]
  const { body } = await bank.send(ada, bob, 80n)

  const answers = await Promise.all([
    bank.ask(priya, 'POST', `/v1/reviews/${body.id}`, { decision: 'release', note: 'looks fine' }),
    bank.ask(omar, 'POST', `/v1/reviews/${body.id}`, { decision: 'return', note: 'looks bad' }),
  ])

  assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409])
  const [mine] = (await bank.ask(ada, 'GET', '/v1/products')).body.items
  assert.equal(mine.onHold, '0')
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('a blocked payment moves nothing and tells its reasons', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]

  const { body } = await bank.send(ada, bob, 100n)

  assert.equal(body.state, 'blocked')
  assert.ok(body.reasons[0].sentence.length > 10)
  const [mine] = (await bank.ask(ada, 'GET', '/v1/products')).body.items
  assert.deepEqual([mine.available, mine.onHold], ['100', '0'])
})

test('the payee learns nothing of a payment that has not arrived, nor why it was stopped', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const { body } = await bank.send(ada, bob, 50n)
  assert.equal((await bank.ask(bob, 'GET', `/v1/payments/${body.id}`)).status, 404)

  await bank.ask(ada, 'POST', `/v1/payments/${body.id}/challenge`, { password })
  const seen = (await bank.ask(bob, 'GET', `/v1/payments/${body.id}`)).body
  assert.deepEqual([seen.state, seen.reasons, seen.from.product], ['settled', [], null])
})

test('between a customer’s own accounts nothing is asked, however much it is', async () => {
  await using bank = await testBank({ probability })
  const ada = await bank.holder('Ada', 100n)
  const savings = {
    id: bank.newId(),
    owner: ada.id,
    kind: 'savings',
    currency: 'INR',
    name: 'Rainy days',
    openedAt: bank.clock(),
  } as const
  const { number } = await bank.products.open(savings)

  const { body } = await bank.send(ada, { ...ada, number }, 100n)

  assert.deepEqual([body.state, await bank.balance(savings.id)], ['settled', 100n])
})

test('a challenge that is answered when the money has gone is refused for good, and the file says so', async () => {
  await using bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const [one, other] = [await bank.send(ada, bob, 55n), await bank.send(ada, bob, 55n)]
  await bank.ask(ada, 'POST', `/v1/payments/${one.body.id}/challenge`, { password })

  const late = await bank.ask(ada, 'POST', `/v1/payments/${other.body.id}/challenge`, { password })

  assert.deepEqual([late.status, late.code], [422, 'exceeds-available'])
  assert.equal((await bank.ask(ada, 'GET', `/v1/payments/${other.body.id}`)).body.state, 'refused')
  const analyst = await bank.person('analyst', 'Priya')
  const { events } = (await bank.ask(analyst, 'GET', `/v1/reviews/${other.body.id}`)).body
  assert.equal(events[0].what, 'challenge answered')
  const outcomes = await bank.db.query('select outcome from fraud.decision order by seq')
  assert.deepEqual(outcomes, [{ outcome: 'settled' }, { outcome: 'stopped' }])
})
