import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs } from '#platform/time'
import { password } from '#testing/bank'
import { later } from '../test-later.ts'
import { openShop, signatureOf } from './test-shop.ts'

test('a payer accepts, the money is set aside, and the shop takes it in parts; both see each part', async () => {
  const { bank, shop, asha, forAsha, accept, capture, read, sums, free } = await openShop()
  await using _ = bank
  const id = await forAsha(10_000n)
  assert.deepEqual([(await read(id)).state, (await read(id)).who, (await read(id, asha)).who], ['open', 'Asha', 'Shop'])
  const { body } = await accept(id)
  assert.deepEqual([body.kind, body.state, body.amount.minor], ['charge', 'authorized', '10000'])
  assert.deepEqual(
    [await bank.balance(asha.product), await free(asha), await bank.balance(shop.product)],
    [100_000n, 90_000n, 0n],
  )
  assert.equal((await accept(id)).body.id, body.id)
  await capture(id, 2_500n)
  assert.deepEqual(await sums(id), ['authorized', '7500', '2500', '0'])
  assert.deepEqual(
    [await bank.balance(asha.product), await free(asha), await bank.balance(shop.product)],
    [97_500n, 90_000n, 2_500n],
  )
  await capture(id, 7_500n)
  assert.deepEqual(await sums(id), ['captured', '0', '10000', '0'])
  assert.deepEqual(
    [await bank.balance(asha.product), await free(asha), await bank.balance(shop.product)],
    [90_000n, 90_000n, 10_000n],
  )
  for (const who of [shop, asha])
    assert.deepEqual(
      (await read(id, who)).moves.map(({ kind, minor }: { kind: string; minor: string }) => [kind, minor]),
      [
        ['capture', '2500'],
        ['capture', '7500'],
      ],
    )
  const authorization = (await bank.ask(asha, 'GET', `/v1/payments/${body.id}`)).body
  assert.equal(authorization.state, 'settled')
  const items = (await bank.ask(asha, 'GET', '/v1/activity')).body.items
  assert.deepEqual(
    items
      .slice(0, 2)
      .map((item: { kind: string; note: string; who: string; amount: string }) => [
        item.kind,
        item.note,
        item.who,
        item.amount,
      ]),
    [
      ['charge', 'Books', 'Shop', '7500'],
      ['charge', 'Books', 'Shop', '2500'],
    ],
  )
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('no more is taken than was set aside, and the last part gives the rest free', async () => {
  const { bank, asha, authorized, capture, sums, free } = await openShop()
  await using _ = bank
  const id = await authorized(10_000n)
  assert.equal((await capture(id, 10_001n)).code, 'exceeds-authorized')
  await capture(id, 6_000n)
  assert.equal((await capture(id, 4_001n)).code, 'exceeds-authorized')
  await capture(id, 1_000n, true)
  assert.deepEqual(await sums(id), ['captured', '0', '7000', '0'])
  assert.equal(await free(asha), 93_000n)
  assert.equal((await capture(id, 1n)).code, 'charge-not-authorized')
})

test('a part taken or given back twice under one id moves once, and something else under it is refused', async () => {
  const { bank, shop, authorized, capture, refund, sums } = await openShop()
  await using _ = bank
  const [id, part, back] = [await authorized(10_000n), bank.newId(), bank.newId()]
  await capture(id, 4_000n, false, part)
  await capture(id, 4_000n, false, part)
  assert.deepEqual(await sums(id), ['authorized', '6000', '4000', '0'])
  assert.equal((await capture(id, 5_000n, false, part)).code, 'payment-differs')
  assert.equal((await capture(await authorized(10_000n), 4_000n, false, part)).code, 'payment-differs')
  await refund(id, 500n, back)
  await refund(id, 500n, back)
  assert.equal((await refund(id, 600n, back)).code, 'payment-differs')
  assert.deepEqual(await sums(id), ['authorized', '6000', '4000', '500'])
  assert.equal(await bank.balance(shop.product), 3_500n)
})

test('what was taken is given back in parts and never more than that, and only what the shop has', async () => {
  const { bank, shop, asha, ravi, authorized, capture, refund, sums } = await openShop()
  await using _ = bank
  const id = await authorized(10_000n)
  assert.equal((await refund(id, 1n)).code, 'exceeds-captured')
  await capture(id, 8_000n)
  await refund(id, 3_000n)
  assert.equal((await refund(id, 5_001n)).code, 'exceeds-captured')
  assert.deepEqual(await sums(id), ['authorized', '2000', '8000', '3000'])
  assert.equal(await bank.balance(asha.product), 95_000n)
  await bank.send(shop, ravi, 4_000n)
  assert.equal((await refund(id, 1_001n)).code, 'exceeds-available')
  await refund(id, 1_000n)
  assert.deepEqual(await sums(id), ['authorized', '2000', '8000', '4000'])
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('the shop lets the money go, wholly or what it did not take', async () => {
  const { bank, shop, asha, authorized, capture, end, sums, free, forAsha, accept } = await openShop()
  await using _ = bank
  const [whole, rest, untouched] = [await authorized(10_000n), await authorized(10_000n), await forAsha(500n)]
  await end(whole)
  assert.deepEqual(await sums(whole), ['voided', '0', '0', '0'])
  assert.equal(await free(asha), 90_000n)
  await capture(rest, 4_000n)
  await end(rest)
  assert.deepEqual(await sums(rest), ['captured', '0', '4000', '0'])
  assert.deepEqual([await free(asha), await bank.balance(shop.product)], [96_000n, 4_000n])
  assert.equal((await end(rest)).status, 200)
  await end(untouched)
  assert.equal((await sums(untouched))[0], 'withdrawn')
  assert.equal((await accept(untouched)).code, 'charge-over')
  assert.equal((await end(whole, asha)).code, 'no-such-charge')
})

test('what nobody took in time is let go, once, and what nobody accepted in time has lapsed', async () => {
  const { bank, shop, asha, authorized, capture, forAsha, accept, sums, free } = await openShop()
  await using _ = bank
  const [part, none, open] = [
    await authorized(10_000n, { holdDays: 2 }),
    await authorized(5_000n, { holdDays: 2 }),
    await forAsha(500n),
  ]
  await capture(part, 1_000n)
  assert.equal(await bank.payments.endDue(), 0)
  await later(bank, 2 * dayMs, shop, asha)
  assert.equal(await bank.payments.endDue(), 2)
  assert.equal(await bank.payments.endDue(), 0)
  assert.deepEqual(await sums(part), ['captured', '0', '1000', '0'])
  assert.deepEqual(await sums(none), ['expired', '0', '0', '0'])
  assert.equal(await free(asha), 99_000n)
  assert.equal((await capture(none, 1n)).code, 'charge-not-authorized')
  assert.equal((await sums(open))[0], 'lapsed')
  assert.equal((await accept(open)).code, 'charge-over')
})

test('a signed link is paid by whoever holds it, once; nobody else finds the charge, and an altered link is none', async () => {
  const { bank, shop, asha, ravi, charge, accept, read } = await openShop()
  await using _ = bank
  const { body } = await charge(3_000n, { note: 'Tea' })
  const signature = signatureOf(body.link)
  assert.equal((await read(body.id, asha)).code, 'no-such-charge')
  const altered = (signature[9] === 'A' ? 'B' : 'A') + signature.slice(1)
  assert.equal((await accept(body.id, asha, { signature: altered })).code, 'no-such-charge')
  assert.deepEqual([(await read(body.id, asha, `?signature=${signature}`)).who, body.who], ['Shop', null])
  assert.equal((await accept(body.id, shop, { signature })).code, 'own-charge')
  assert.equal((await accept(body.id, asha, { signature })).body.state, 'authorized')
  assert.equal((await accept(body.id, ravi, { signature })).code, 'charge-over')
  assert.deepEqual([(await read(body.id)).who, (await read(body.id)).link], ['Asha', null])
  const second = (await charge(3_000n)).body
  await bank.ask(shop, 'POST', '/v1/code-keys', { product: shop.product, revokes: true })
  const link = signatureOf(second.link)
  assert.equal((await accept(second.id, asha, { signature: link })).code, 'no-such-charge')
})

test('a sale is taken as soon as it is accepted', async () => {
  const { bank, shop, forAsha, accept, sums } = await openShop()
  await using _ = bank
  const id = await forAsha(2_000n, { isSale: true })
  await accept(id)
  assert.deepEqual(await sums(id), ['captured', '0', '2000', '0'])
  assert.equal(await bank.balance(shop.product), 2_000n)
})

test('a charge is scored as a payment is: one that stands out waits for proof, and the shop is told nothing of it before', async () => {
  const { bank, shop, asha, forAsha, accept, read, sums, free } = await openShop({
    probability: (share) => (share < 0.2 ? 0.01 : 0.6),
  })
  await using _ = bank
  const id = await forAsha(50_000n, { isSale: true })
  const { body } = await accept(id)
  assert.deepEqual([body.state, body.choices, await free(asha)], ['challenged', ['wait', 'proof'], 100_000n])
  assert.deepEqual([(await read(id)).state, (await read(id, asha)).state], ['open', 'paying'])
  assert.equal((await accept(id)).body.id, body.id)
  const proven = await bank.ask(asha, 'POST', `/v1/payments/${body.id}/challenge`, { password })
  assert.deepEqual([proven.body.state, await free(asha)], ['authorized', 50_000n])
  await bank.payments.endDue()
  assert.deepEqual(await sums(id), ['captured', '0', '50000', '0'])
  assert.equal(await bank.balance(shop.product), 50_000n)
})

test('a review holds the money, and its release sets it aside for the shop', async () => {
  const { bank, asha, forAsha, accept, sums, free } = await openShop({ probability: () => 0.8 })
  await using _ = bank
  const analyst = await bank.person('analyst', 'Priya')
  const id = await forAsha(5_000n)
  const { body } = await accept(id)
  assert.deepEqual([body.state, await free(asha)], ['in_review', 95_000n])
  assert.equal(
    (await bank.ask(analyst, 'POST', `/v1/reviews/${body.id}`, { decision: 'release', note: 'Known shop' })).status,
    200,
  )
  assert.deepEqual(await sums(id), ['authorized', '5000', '0', '0'])
})

test('an acceptance that is stopped leaves the charge open, and the next one is a payment of its own', async () => {
  const { bank, asha, forAsha, accept, read } = await openShop({ probability: (share) => (share < 0.2 ? 0.01 : 0.6) })
  await using _ = bank
  const id = await forAsha(50_000n)
  const first = (await accept(id)).body
  await bank.ask(asha, 'POST', `/v1/payments/${first.id}/cancel`)
  assert.equal((await read(id, asha)).state, 'open')
  const second = (await accept(id)).body
  assert.notEqual(second.id, first.id)
  assert.equal(second.state, 'challenged')
})

test('the payer’s limit, halt and available balance hold for a charge; one that is refused can be accepted later', async () => {
  const { bank, asha, forAsha, accept, free } = await openShop()
  await using _ = bank
  assert.equal((await accept(await forAsha(100_001n))).code, 'exceeds-available')
  const id = await forAsha(100n)
  await bank.ask(asha, 'PUT', '/v1/halt')
  assert.equal((await accept(id)).code, 'payments-halted')
  await bank.ask(asha, 'POST', '/v1/halt/end', { proof: { password } })
  await bank.ask(asha, 'PUT', '/v1/limits/send/INR', { perPayment: null, perDay: '1000' })
  assert.equal((await accept(await forAsha(600n))).body.state, 'authorized')
  assert.equal((await accept(await forAsha(500n))).code, 'exceeds-limit')
  assert.equal(await free(asha), 99_400n)
})

test('what is sent to somebody by name is declined by them alone, and the same id asks once', async () => {
  const { bank, asha, ravi, charge, forAsha, accept, read } = await openShop()
  await using _ = bank
  const id = await forAsha(900n)
  const decline = (who: typeof asha) => bank.ask(who, 'POST', `/v1/charges/${id}/decline`)
  assert.equal((await decline(ravi)).code, 'no-such-charge')
  assert.equal((await accept(id, ravi)).code, 'no-such-charge')
  assert.equal((await decline(asha)).body.state, 'declined')
  assert.equal((await accept(id)).code, 'charge-over')
  assert.equal((await read(id)).state, 'declined')
  const once = bank.newId()
  const [one, other] = [await charge(10n, {}, once), await charge(10n, {}, once)]
  assert.deepEqual(one.body, other.body)
  assert.equal((await charge(11n, {}, once)).code, 'charge-differs')
  assert.equal((await charge(10n, {}, once, ravi)).code, 'charge-differs')
  assert.equal((await charge(10n, { payer: '123456789012' })).code, 'no-such-account')
})

test('both sides are told: the payer of the asking and of each part, the shop of the acceptance and of the money', async () => {
  const { bank, shop, asha, forAsha, accept, capture, refund } = await openShop()
  await using _ = bank
  const id = await forAsha(1_000n)
  await accept(id)
  await capture(id, 600n)
  await refund(id, 100n)
  await bank.ask(shop, 'POST', `/v1/charges/${id}/void`)
  const told = async (who: typeof asha) =>
    (await bank.ask(who, 'GET', '/v1/notifications')).body.items.map(({ kind }: { kind: string }) => kind).sort()
  assert.deepEqual(await told(asha), ['arrived', 'charge-captured', 'charge-ended', 'charge-received'])
  assert.deepEqual(await told(shop), ['arrived', 'charge-authorized'])
})

test('an hour after the link was to be accepted it is over', async () => {
  const { bank, shop, asha, charge, accept } = await openShop()
  await using _ = bank
  const { body } = await charge(100n, { payer: asha.number, acceptHours: 1 })
  await later(bank, hourMs, shop, asha)
  assert.equal((await accept(body.id)).code, 'charge-over')
})
