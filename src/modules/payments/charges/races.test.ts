import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openShop, signatureOf } from './test-shop.ts'

test('a hundred parts taken at once are never more than was set aside, and every unit is where it belongs', async () => {
  const { bank, shop, asha, authorized, capture, sums, free } = await openShop()
  await using _ = bank
  const id = await authorized(5_000n)
  const answers = await Promise.all(Array.from({ length: 100 }, () => capture(id, 100n)))
  const taken = answers.filter(({ status }) => status === 200).length
  assert.equal(taken, 50)
  for (const { status, code } of answers)
    assert.ok(status === 200 || code === 'exceeds-authorized' || code === 'charge-not-authorized', code)
  assert.deepEqual(await sums(id), ['captured', '0', '5000', '0'])
  assert.deepEqual([await bank.balance(shop.product), await free(asha)], [5_000n, 95_000n])
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('a hundred parts given back at once are never more than was taken', async () => {
  const { bank, shop, asha, authorized, capture, refund, sums } = await openShop()
  await using _ = bank
  await bank.fund(shop.product, 100_000n)
  const id = await authorized(5_000n)
  await capture(id, 3_000n)
  const answers = await Promise.all(Array.from({ length: 100 }, () => refund(id, 100n)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 30)
  assert.deepEqual(await sums(id), ['authorized', '2000', '3000', '3000'])
  assert.deepEqual([await bank.balance(shop.product), await bank.balance(asha.product)], [100_000n, 100_000n])
})

test('where the shop has money for a few of them only, a refund that the book refuses counts for nothing', async () => {
  const { bank, shop, ravi, authorized, capture, refund, sums } = await openShop()
  await using _ = bank
  const id = await authorized(5_000n)
  await capture(id, 5_000n)
  await bank.send(shop, ravi, 4_250n)
  const amounts = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 500n : 50n))
  const answers = await Promise.all(amounts.map((minor) => refund(id, minor)))
  const given = answers.reduce((sum, { status }, index) => (status === 200 ? sum + (amounts[index] ?? 0n) : sum), 0n)
  assert.deepEqual(await sums(id), ['captured', '0', '5000', given.toString()])
  assert.equal(await bank.balance(shop.product), 750n - given)
  assert.ok(given >= 500n && given <= 750n, given.toString())
})

test('taken and let go in one instant: what was taken arrived, and the rest is free, whoever was first', async () => {
  const { bank, shop, asha, authorized, capture, end, sums, free } = await openShop()
  await using _ = bank
  let expected = 0n
  for (let round = 0; round < 12; round++) {
    const id = await authorized(1_000n)
    const acts = round % 2 === 0 ? [() => capture(id, 400n), () => end(id)] : [() => end(id), () => capture(id, 400n)]
    const answers = await Promise.all(acts.map((act) => act()))
    const [state, held, captured] = await sums(id)
    const taken = answers[round % 2 === 0 ? 0 : 1]?.status === 200
    expected += taken ? 400n : 0n
    assert.deepEqual([state, held, captured], taken ? ['captured', '0', '400'] : ['voided', '0', '0'])
    assert.deepEqual([await bank.balance(shop.product), await free(asha)], [expected, 100_000n - expected])
  }
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('many people accept one link at once: one of them pays, and nobody else has anything set aside', async () => {
  const { bank, charge, accept, read } = await openShop()
  await using _ = bank
  const payers = await Promise.all(Array.from({ length: 8 }, (_, index) => bank.holder(`Payer${index}`, 10_000n)))
  const { body } = await charge(1_000n)
  const signature = signatureOf(body.link)
  const answers = await Promise.all(payers.map((who) => accept(body.id, who, { signature })))
  assert.equal(answers.filter(({ body: { state } }) => state === 'authorized').length, 1)
  const balances = await bank.ledger.balances(payers.map(({ product }) => product))
  const held = [...balances.values()].reduce((sum, { balance, available }) => sum + balance - available, 0n)
  assert.deepEqual([held, (await read(body.id)).held], [1_000n, '1000'])
})
