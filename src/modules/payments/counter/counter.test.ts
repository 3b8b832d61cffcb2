import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Holder, type TestBank, testBank } from '#testing/bank'

const deposit = (bank: TestBank, who: Holder, minor: string, id = bank.newId()) =>
  bank.ask(who, 'PUT', `/v1/payments/${id}`, { kind: 'deposit', to: who.number, amount: { currency: 'INR', minor } })

const withdraw = (bank: TestBank, who: Holder, minor: string, id = bank.newId()) =>
  bank.ask(who, 'PUT', `/v1/payments/${id}`, {
    kind: 'withdrawal',
    from: who.product,
    amount: { currency: 'INR', minor },
  })

test('cash that a customer announces is in the book only when the teller has counted it', async () => {
  await using bank = await testBank()
  const ada = await bank.holder('Ada')
  const teller = await bank.person('teller', 'Tara')

  const { body } = await deposit(bank, ada, '5000')
  assert.equal(body.state, 'announced')
  assert.match(body.slip, /^[A-Z2-9]{6}$/)
  assert.equal(await bank.balance(ada.product), 0n)

  const [found] = (await bank.ask(teller, 'GET', `/v1/counter/slips?slip=${body.slip}`)).body.items
  assert.equal(found.id, body.id)
  const counted = await bank.ask(teller, 'POST', `/v1/counter/slips/${body.id}`, { slip: body.slip })
  assert.equal(counted.body.state, 'settled')
  assert.equal(await bank.balance(ada.product), 5000n)
  assert.equal(
    (await bank.ask(teller, 'POST', `/v1/counter/slips/${body.id}`, { slip: body.slip })).code,
    'not-announced',
  )
  assert.equal(await bank.balance(ada.product), 5000n)
})

test('the slip of another payment does not settle this one', async () => {
  await using bank = await testBank()
  const ada = await bank.holder('Ada')
  const teller = await bank.person('teller', 'Tara')
  const { body } = await deposit(bank, ada, '5000')

  const answer = await bank.ask(teller, 'POST', `/v1/counter/slips/${body.id}`, { slip: 'AAAAAA' })

  assert.deepEqual([answer.status, answer.code], [422, 'wrong-slip'])
  assert.equal(await bank.balance(ada.product), 0n)
})

test('cash that a customer asks for is set aside until the teller hands it out', async () => {
  await using bank = await testBank()
  const ada = await bank.holder('Ada', 1000n)
  const teller = await bank.person('teller', 'Tara')

  const { body } = await withdraw(bank, ada, '600')
  assert.equal(body.state, 'announced')
  assert.equal((await withdraw(bank, ada, '600')).code, 'exceeds-available')

  await bank.ask(teller, 'POST', `/v1/counter/slips/${body.id}`, { slip: body.slip })
  assert.equal(await bank.balance(ada.product), 400n)
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('a withdrawal that is cancelled frees the money', async () => {
  await using bank = await testBank()
  const ada = await bank.holder('Ada', 1000n)
  const { body } = await withdraw(bank, ada, '600')

  await bank.ask(ada, 'POST', `/v1/payments/${body.id}/cancel`)

  const [mine] = (await bank.ask(ada, 'GET', '/v1/products')).body.items
  assert.deepEqual([mine.available, mine.onHold], ['1000', '0'])
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('a teller settles cash at once for any customer, and a customer never for another', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada'), await bank.holder('Bob')]
  const teller = await bank.person('teller', 'Tara')
  const cash = { kind: 'deposit', to: ada.number, amount: { currency: 'INR', minor: '700' } }

  const served = await bank.ask(teller, 'PUT', `/v1/payments/${bank.newId()}`, cash)
  const stranger = await bank.ask(bob, 'PUT', `/v1/payments/${bank.newId()}`, cash)

  assert.equal(served.body.state, 'settled')
  assert.deepEqual([stranger.status, stranger.code], [404, 'no-such-account'])
  assert.equal(await bank.balance(ada.product), 700n)
  const out = { kind: 'withdrawal', from: ada.product, amount: { currency: 'INR', minor: '200' } }
  assert.equal((await bank.ask(teller, 'PUT', `/v1/payments/${bank.newId()}`, out)).body.state, 'settled')
  assert.equal(await bank.balance(ada.product), 500n)
})

test('a teller cannot send a customer’s money to another account', async () => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 100n), await bank.holder('Bob')]
  const teller = await bank.person('teller', 'Tara')
  const order = { kind: 'send', from: ada.product, to: bob.number, amount: { currency: 'INR', minor: '50' } }

  assert.equal((await bank.ask(teller, 'PUT', `/v1/payments/${bank.newId()}`, order)).code, 'no-such-account')
  assert.equal(await bank.balance(ada.product), 100n)
})

test('one customer cannot fill the counter with slips', async () => {
  await using bank = await testBank()
  const ada = await bank.holder('Ada')
  const answers = []
  for (let tries = 0; tries < 11; tries++) answers.push(await deposit(bank, ada, '100'))
  assert.deepEqual([answers[9].status, answers[10].status, answers[10].code], [200, 422, 'too-many-slips'])
})
