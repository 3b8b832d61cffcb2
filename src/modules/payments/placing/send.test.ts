import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { testBank } from '#testing/bank'

test('a payment sent twice moves the money once', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const id = bank.newId()

  const first = await bank.send(ada, bob, 40n, id)
  const second = await bank.send(ada, bob, 40n, id)

  assert.equal(first.body.state, 'settled')
  assert.deepEqual(second.body, first.body)
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [60n, 40n])
})

test('a payment sent twice at the same instant moves the money once', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const id = bank.newId()

  const answers = await Promise.all(Array.from({ length: 10 }, () => bank.send(ada, bob, 40n, id)))

  assert.deepEqual(new Set(answers.map((answer) => answer.body.state)), new Set(['settled']))
  assert.equal(await bank.balance(ada.product), 60n)
})

test('another content under the same id is a conflict, and nothing moves', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const id = bank.newId()
  await bank.send(ada, bob, 40n, id)

  const other = await bank.send(ada, bob, 41n, id)
  const stranger = await bank.send({ ...bob }, ada, 40n, id)

  assert.deepEqual([other.status, other.code], [409, 'payment-differs'])
  assert.deepEqual([stranger.status, stranger.code], [409, 'payment-differs'])
  assert.equal(await bank.balance(ada.product), 60n)
})

test('a payment of more than there is is refused, and its id stays refused after money has come', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const id = bank.newId()

  const refused = await bank.send(ada, bob, 101n, id)
  await bank.fund(ada.product, 1000n)
  const again = await bank.send(ada, bob, 101n, id)

  assert.deepEqual([refused.status, refused.code], [422, 'exceeds-available'])
  assert.deepEqual([again.status, again.code], [422, 'exceeds-available'])
  assert.equal((await bank.ask(ada, 'GET', `/v1/payments/${id}`)).body.state, 'refused')
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [1100n, 0n])
})

test('two hundred payments both ways between two accounts are all right and nobody deadlocks', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 10_000n), await bank.holder('Bob', 10_000n)]

  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? bank.send(ada, bob, 7n) : bank.send(bob, ada, 5n))),
  )

  assert.deepEqual(new Set(answers.map((answer) => answer.body.state)), new Set(['settled']))
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [9_800n, 10_200n])
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('a hundred payments at once never spend more than there is', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 1_000n), await bank.holder('Bob')]

  const answers = await Promise.all(Array.from({ length: 100 }, () => bank.send(ada, bob, 30n)))

  assert.equal(answers.filter((answer) => answer.status === 200).length, 33)
  assert.equal(answers.filter((answer) => answer.code === 'exceeds-available').length, 67)
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [10n, 990n])
})

test('in one batch a duplicate, an overdraft and a frozen account cost ten good payments nothing', async () => {
  await using bank = await testBank()
  const [ada, bob, eve] = [await bank.holder('Ada', 1_000n), await bank.holder('Bob'), await bank.holder('Eve', 500n)]
  const analyst = await bank.person('analyst', 'Priya')
  await bank.ask(analyst, 'PUT', `/v1/products/${eve.product}/freeze`, { isFrozen: true, note: 'reported stolen' })
  const repeated = bank.newId()

  const answers = await Promise.all([
    bank.send(ada, bob, 10n, repeated),
    bank.send(ada, bob, 10n, repeated),
    bank.send(ada, bob, 5_000n),
    bank.send(eve, bob, 10n),
    ...Array.from({ length: 9 }, () => bank.send(ada, bob, 10n)),
  ])

  assert.deepEqual(
    answers.map((answer) => answer.code ?? answer.body.state),
    ['settled', 'settled', 'exceeds-available', 'account-frozen', ...Array(9).fill('settled')],
  )
  assert.deepEqual([await bank.balance(ada.product), await bank.balance(bob.product)], [900n, 100n])
})

test('whatever is sent between three accounts, no money is made or lost and nobody is overdrawn', async () => {
  await using bank = await testBank()
  const holders = [await bank.holder('Ada', 500n), await bank.holder('Bob', 300n), await bank.holder('Cleo', 0n)]
  const order = fc.record({ from: fc.nat(2), to: fc.nat(2), minor: fc.bigInt({ min: 1n, max: 700n }) })

  await fc.assert(
    fc.asyncProperty(fc.array(order, { maxLength: 12 }), async (orders) => {
      await Promise.all(orders.map(({ from, to, minor }) => bank.send(holders[from], holders[to], minor)))
      const balances = await bank.ledger.balances(holders.map((holder) => holder.product))
      const held = [...balances.values()].map((account) => account.balance)
      assert.equal(
        held.reduce((sum, each) => sum + each),
        800n,
      )
      assert.ok(held.every((each) => each >= 0n))
    }),
    { numRuns: 20 },
  )
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('amounts are exact in a currency of three decimals and in one of none', async () => {
  await using bank = await testBank()
  for (const currency of ['KWD', 'JPY'] as const) {
    const [ada, bob] = [
      await bank.holder(`Ada${currency}`, 1_001n, currency),
      await bank.holder(`Bob${currency}`, 0n, currency),
    ]
    const answer = await bank.send(ada, bob, 1_000n, bank.newId(), currency)
    assert.deepEqual(answer.body.amount, { currency, minor: '1000' })
    assert.equal(await bank.balance(ada.product), 1n)
  }
})
