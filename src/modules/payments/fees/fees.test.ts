import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { houseAccount } from '#modules/ledger'
import { dayMs, hourMs } from '#platform/time'
import { type Holder, password, testBank } from '#testing/bank'
import { openShop } from '../charges/test-shop.ts'
import { later } from '../test-later.ts'
import { putFees } from './test-fees.ts'

type Options = Parameters<typeof testBank>[0]

const openTown = async (options: Options = {}, ...lines: object[]) => {
  const bank = await testBank(options)
  await putFees(
    bank,
    ...(lines.length > 0
      ? lines
      : [
          { kind: 'send', flat: '50', basisPoints: 100 },
          { kind: 'withdrawal', flat: '30' },
        ]),
  )
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const pay = (minor: bigint, more: object = {}, from: Holder = ada) =>
    bank.ask(from, 'PUT', `/v1/payments/${bank.newId()}`, {
      kind: 'send',
      from: from.product,
      to: bob.number,
      amount: { currency: 'INR', minor: minor.toString() },
      ...more,
    })
  const house = async () => (await bank.balance(houseAccount('fees', 'INR'))) ?? 0n
  const sums = async () => {
    const { balance, available } = (await bank.ledger.balances([ada.product])).get(ada.product) ?? {
      balance: 0n,
      available: 0n,
    }
    return [balance, available, await bank.balance(bob.product), await house()].map(Number)
  }
  return { bank, ada, bob, pay, house, sums }
}

test('the fee leaves with the payment, on top of it, and its payer alone reads it', async () => {
  const { bank, ada, bob, pay, sums } = await openTown()
  await using _ = bank
  const { body } = await pay(10_000n, { fee: '150' })
  assert.deepEqual([body.state, body.fee, await sums()], ['settled', '150', [89_850, 89_850, 10_000, 150]])
  assert.equal((await bank.ask(bob, 'GET', `/v1/payments/${body.id}`)).body.fee, '0')
  const [fee, sent] = (await bank.ask(ada, 'GET', '/v1/activity')).body.items
  assert.deepEqual([fee.kind, fee.amount, sent.kind, sent.amount], ['fee', '150', 'send', '10000'])
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('another fee than the one that was shown is refused, and nothing moves', async () => {
  const { bank, pay, sums } = await openTown()
  await using _ = bank
  assert.deepEqual(
    [(await pay(10_000n, { fee: '149' })).code, (await pay(10_000n, { fee: '0' })).code],
    ['fee-differs', 'fee-differs'],
  )
  assert.deepEqual(await sums(), [100_000, 100_000, 0, 0])
})

test('where amount and fee together are more than there is, neither moves', async () => {
  const { bank, pay, sums } = await openTown()
  await using _ = bank
  assert.equal((await pay(99_500n)).code, 'exceeds-available')
  assert.deepEqual(await sums(), [100_000, 100_000, 0, 0])
  assert.equal((await pay(98_960n)).body.state, 'settled')
  assert.deepEqual(await sums(), [0, 0, 98_960, 1_040])
})

test('a fee waits with its payment and goes or comes back with it', async () => {
  const { bank, ada, pay, sums } = await openTown({ probability: () => 0.6 })
  await using _ = bank
  const answer = async (choice: object) => {
    const { body } = await pay(10_000n)
    await bank.ask(ada, 'POST', `/v1/payments/${body.id}/challenge`, choice)
    return body.id as string
  }
  const back = await answer({ choice: 'wait' })
  assert.deepEqual(await sums(), [100_000, 89_850, 0, 0])
  await bank.ask(ada, 'POST', `/v1/payments/${back}/cancel`)
  assert.deepEqual(await sums(), [100_000, 100_000, 0, 0])
  await answer({ choice: 'wait' })
  bank.pass(13 * hourMs)
  await bank.payments.endDue()
  assert.deepEqual(await sums(), [89_850, 89_850, 10_000, 150])
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('of a first unit and its rest together one fee is taken, with the rest', async () => {
  const { bank, ada, pay, sums } = await openTown({ probability: () => 0.6 })
  await using _ = bank
  const { body } = await pay(10_000n)
  await bank.ask(ada, 'POST', `/v1/payments/${body.id}/challenge`, { choice: 'unit', password })
  assert.deepEqual(await sums(), [99_900, 89_850, 100, 0])
  await bank.ask(ada, 'POST', `/v1/payments/${body.id}/rest`, { password })
  assert.deepEqual(await sums(), [89_850, 89_850, 10_000, 150])
})

test('a review that returns the money returns the fee, and one that releases it takes it', async () => {
  const { bank, pay, sums } = await openTown({ probability: () => 0.8 })
  await using _ = bank
  const analyst = await bank.person('analyst', 'Priya')
  const decide = async (decision: string) => {
    const { body } = await pay(10_000n)
    assert.equal(
      (await bank.ask(analyst, 'POST', `/v1/reviews/${body.id}`, { decision, note: 'Looked at' })).status,
      200,
    )
  }
  await decide('return')
  assert.deepEqual(await sums(), [100_000, 100_000, 0, 0])
  await decide('release')
  assert.deepEqual(await sums(), [89_850, 89_850, 10_000, 150])
})

/** Three a month are free, and no month costs more than five rupees. */
const monthly = { kind: 'send', flat: '100', free: 3, mostInMonth: '500' }

test('the first payments of a month are free, the month has a most, and the next month begins anew', async () => {
  const { bank, ada, pay, house } = await openTown({}, monthly)
  await using _ = bank
  const quoted = async () =>
    (await bank.ask(ada, 'GET', `/v1/fees/quote?kind=send&product=${ada.product}&minor=100`)).body.fee
  const fees: string[] = []
  for (let times = 0; times < 9; times++) {
    const shown = await quoted()
    const { body } = await pay(100n, { fee: shown })
    assert.equal(body.fee, shown)
    fees.push(body.fee)
  }
  assert.deepEqual(fees, ['0', '0', '0', '100', '100', '100', '100', '100', '0'])
  assert.equal(await house(), 500n)
  await later(bank, 30 * dayMs, ada)
  assert.deepEqual([await quoted(), (await pay(100n)).body.fee], ['0', '0'])
})

test('what came back is not one of the free ones, and what waits for its payer is', async () => {
  const { bank, ada, pay } = await openTown({ probability: () => 0.6 }, { ...monthly, free: 1 })
  await using _ = bank
  const first = (await pay(100n)).body
  assert.deepEqual([first.state, first.fee], ['challenged', '0'])
  await bank.ask(ada, 'POST', `/v1/payments/${first.id}/cancel`)
  const fees = [(await pay(100n)).body.fee, (await pay(100n)).body.fee]
  assert.deepEqual(fees, ['0', '100'])
})

test('sixty payments at once, to two servers: three of them are free, and the month costs no more than its most', async () => {
  const { bank, ada, bob, house } = await openTown({}, monthly)
  await using _ = bank
  const second = await bank.openSecond()
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      (index % 2 === 0 ? bank : second).http.server.inject({
        method: 'PUT',
        url: `/v1/payments/${bank.newId()}`,
        headers: ada.headers,
        payload: { kind: 'send', from: ada.product, to: bob.number, amount: { currency: 'INR', minor: '10' } },
      }),
    ),
  )
  await second.http.server.close()
  await second.lane.drain()
  const fees = await bank.db.query<{ minor: bigint }>('select minor from payments.fee')
  assert.equal(answers.filter((answer) => answer.statusCode === 200).length, 60)
  assert.deepEqual([fees.length, await house(), await bank.balance(bob.product)], [5, 500n, 600n])
  assert.equal((await bank.ledger.prove()).breach, null)
})

test('of many who were all shown the last free one, one has it, and the others are asked again', async () => {
  const { bank, pay, house } = await openTown({}, { ...monthly, free: 1 })
  await using _ = bank
  const answers = await Promise.all(Array.from({ length: 12 }, () => pay(100n, { fee: '0' })))
  const codes = answers.map(({ code, body }) => code ?? body.state)
  assert.equal(codes.filter((code) => code === 'settled').length, 1)
  assert.deepEqual(new Set(codes), new Set(['settled', 'fee-differs']))
  assert.equal(await house(), 0n)
})

test('between accounts of one person there is no fee, and cash out has its own', async () => {
  const { bank, ada, sums } = await openTown()
  await using _ = bank
  const savings = bank.newId()
  const { number } = (
    await bank.ask(ada, 'PUT', `/v1/products/${savings}`, { kind: 'savings', currency: 'INR', name: 'Later' })
  ).body
  const amount = { currency: 'INR', minor: '1000' }
  const moved = await bank.ask(ada, 'PUT', `/v1/payments/${bank.newId()}`, {
    kind: 'send',
    from: ada.product,
    to: number,
    amount,
  })
  assert.deepEqual([moved.body.state, moved.body.fee], ['settled', '0'])
  const cash = await bank.ask(ada, 'PUT', `/v1/payments/${bank.newId()}`, {
    kind: 'withdrawal',
    from: ada.product,
    amount,
  })
  assert.deepEqual([cash.body.state, cash.body.fee], ['announced', '30'])
  assert.deepEqual(await sums(), [99_000, 97_970, 0, 0])
  const teller = await bank.person('teller', 'Tom')
  await bank.ask(teller, 'POST', `/v1/counter/slips/${cash.body.id}`, { slip: cash.body.slip })
  assert.deepEqual(await sums(), [97_970, 97_970, 0, 30])
})

test('a merchant bears the fee of what they take, out of it, and never more than it', async () => {
  const shop = await openShop()
  const { bank, authorized, capture, refund, read, sums } = shop
  await using _ = bank
  await putFees(bank, { kind: 'capture', flat: '20', basisPoints: 100 })
  const id = await authorized(10_000n)
  await capture(id, 5_000n)
  await capture(id, 10n)
  const house = await bank.balance(houseAccount('fees', 'INR'))
  assert.deepEqual([house, await bank.balance(shop.shop.product)], [80n, 4_930n])
  assert.deepEqual(
    (await read(id)).moves.map(({ fee }: { fee: string }) => fee),
    ['70', '10'],
  )
  assert.deepEqual(
    (await read(id, shop.asha)).moves.map(({ fee }: { fee: null }) => fee),
    [null, null],
  )
  await refund(id, 4_900n)
  assert.deepEqual(await sums(id), ['authorized', '4990', '5010', '4900'])
  assert.equal(await bank.balance(houseAccount('fees', 'INR')), 80n)
})

test('no money is made or lost: what payers give is what payees and the bank get, for any amounts and rates', async () => {
  const { bank, ada, bob, pay, house } = await openTown(
    {},
    { kind: 'send', flat: '3', basisPoints: 137, minimum: '10', maximum: '400' },
  )
  await using _ = bank
  await fc.assert(
    fc.asyncProperty(fc.array(fc.bigInt({ min: 1n, max: 9_000n }), { minLength: 1, maxLength: 8 }), async (minors) => {
      const before = await Promise.all([bank.balance(ada.product), bank.balance(bob.product), house()])
      const answers = await Promise.all(minors.map((minor) => pay(minor)))
      const after = await Promise.all([bank.balance(ada.product), bank.balance(bob.product), house()])
      const [left = 0n, came = 0n, taken = 0n] = after.map((sum, index) => (sum ?? 0n) - (before[index] ?? 0n))
      assert.equal(left + came + taken, 0n)
      const good = answers.filter(({ status }) => status === 200).map(({ body }) => body)
      assert.equal(
        came,
        good.reduce((sum, { amount }) => sum + BigInt(amount.minor), 0n),
      )
      assert.equal(
        taken,
        good.reduce((sum, { fee }) => sum + BigInt(fee), 0n),
      )
    }),
    { numRuns: 15 },
  )
  assert.equal((await bank.ledger.prove()).breach, null)
})
