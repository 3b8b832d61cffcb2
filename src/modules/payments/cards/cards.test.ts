import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testBank } from '#testing/bank'

const openParties = async () => {
  const bank = await testBank()
  const program = await bank.service('products:import', 'cards:pay', 'books:prove')
  const parties = ['0', '100'].map((opening, index) => ({
    id: bank.newId(),
    name: `Party ${index}`,
    kind: 'current',
    currency: 'USD',
    opening,
    openedAt: '2026-01-01T00:00:00.000Z',
  }))
  const answer = await bank.ask(program, 'POST', '/v1/products/import', { parties })
  assert.deepEqual(answer.body, { opened: 2, known: 0 })
  const [shop, card] = parties.map((party) => party.id)
  const payment = (change: object = {}) => ({
    id: bank.newId(),
    from: card,
    to: shop,
    amount: { currency: 'USD', minor: '10' },
    at: bank.clock().toISOString(),
    ...change,
  })
  const put = (...payments: object[]) => bank.ask(program, 'PUT', '/v1/card-payments', { payments })
  return { bank, program, parties, shop, card, payment, put }
}

test('each payment of a batch has its own answer, in the order of the request', async () => {
  const { bank, shop, card, payment, put } = await openParties()
  await using _ = bank
  const first = payment()
  const { body } = await put(
    first,
    payment({ amount: { currency: 'USD', minor: '1000' } }),
    payment({ from: bank.newId() }),
    payment({ to: card }),
    payment({ amount: { currency: 'EUR', minor: '10' } }),
    payment({ at: new Date(bank.clock().getTime() + 1).toISOString() }),
    first,
    { ...first, amount: { currency: 'USD', minor: '11' } },
    payment(),
  )
  assert.deepEqual(
    body.results.map((result: { state: string; refusal: string }) => result.refusal ?? result.state),
    [
      'settled',
      'exceeds-available',
      'no-such-account',
      'same-account',
      'currency-differs',
      'time-in-future',
      'settled',
      'payment-differs',
      'settled',
    ],
  )
  assert.equal(await bank.balance(shop), 20n)
})

test('a batch sent again, alone or twice at once, moves nothing again', async () => {
  const { bank, shop, payment, put } = await openParties()
  await using _ = bank
  const batch = [payment(), payment(), payment()]
  const answers = await Promise.all([put(...batch), put(...batch)])
  const again = await put(...batch)

  assert.deepEqual(
    answers.map((answer) => answer.status),
    [200, 200],
  )
  assert.ok(
    again.body.results.every(
      (result: { isRepeat: boolean; state: string }) => result.isRepeat && result.state === 'settled',
    ),
  )
  assert.equal(await bank.balance(shop), 30n)
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('parties that are imported again are known, and their opening balance is not posted twice', async () => {
  const { bank, program, parties, card } = await openParties()
  await using _ = bank
  assert.deepEqual((await bank.ask(program, 'POST', '/v1/products/import', { parties })).body, { opened: 0, known: 2 })
  assert.equal(await bank.balance(card), 100n)
})

test('a program does only what its scopes say, and no customer pays by card', async () => {
  const { bank, payment } = await openParties()
  await using _ = bank
  const other = await bank.service('labels:write')
  const ada = await bank.holder('Ada')
  for (const caller of [other, ada]) {
    const answer = await bank.ask(caller, 'PUT', '/v1/card-payments', { payments: [payment()] })
    assert.deepEqual([answer.status, answer.code], [403, 'not-allowed'])
  }
})
