import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CurrencyCode, currencies, currencyCodes } from '#platform/money'
import { moving, testBook } from './balances/test-book.ts'
import { convert, type Exchange, type Rounding } from './exchange.ts'
import { accountFlag, exchange, houseAccount } from './index.ts'

const at = new Date(Date.UTC(2026, 2, 2))
const roundings: Rounding[] = ['down', 'up', 'half-up', 'half-even']

test('exponents are those of the currencies: yen have none, dinars three', () => {
  const worth = (currency: CurrencyCode, minor: bigint, to: CurrencyCode, numerator: bigint, denominator: bigint) =>
    convert({ currency, minor }, to, { numerator, denominator }, 'down').minor

  assert.equal(worth('USD', 10_000n, 'INR', 83_125n, 1000n), 831_250n)
  assert.equal(worth('USD', 10_000n, 'JPY', 15_025n, 100n), 15_025n)
  assert.equal(worth('JPY', 15_025n, 'USD', 100n, 15_025n), 10_000n)
  assert.equal(worth('KWD', 1000n, 'JPY', 489n, 1n), 489n)
  assert.equal(worth('KWD', 1n, 'USD', 325n, 100n), 0n)
})

test('a part of a minor unit goes where the rule says', () => {
  const seen = (minor: bigint, denominator: bigint) =>
    roundings.map((rule) => convert({ currency: 'USD', minor }, 'EUR', { numerator: 1n, denominator }, rule).minor)

  assert.deepEqual(seen(5n, 2n), [2n, 3n, 3n, 2n])
  assert.deepEqual(seen(7n, 2n), [3n, 4n, 4n, 4n])
  assert.deepEqual(seen(4n, 3n), [1n, 2n, 1n, 1n])
  assert.deepEqual(seen(5n, 3n), [1n, 2n, 2n, 2n])
  assert.deepEqual(seen(6n, 3n), [2n, 2n, 2n, 2n])
})

const positive = fc.bigInt(1n, 10n ** 12n)
const asked = fc.record({
  from: fc.constantFrom(...currencyCodes),
  to: fc.constantFrom(...currencyCodes),
  minor: fc.bigInt(1n, 10n ** 15n),
  numerator: positive,
  denominator: positive,
})

test('rounding moves a result by less than one minor unit, to the nearest by at most half of one, and never up where it says down', () => {
  fc.assert(
    fc.property(asked, fc.constantFrom(...roundings), ({ from, to, minor, numerator, denominator }, rule) => {
      const got = convert({ currency: from, minor }, to, { numerator, denominator }, rule).minor
      const one = denominator * 10n ** BigInt(currencies[from].exponent)
      const off = got * one - minor * numerator * 10n ** BigInt(currencies[to].exponent)
      assert.ok(off > -one && off < one)
      if (rule === 'down') assert.ok(off <= 0n)
      if (rule === 'up') assert.ok(off >= 0n)
      if (rule.startsWith('half')) assert.ok(2n * off <= one && 2n * off >= -one)
    }),
  )
})

test('there and back at the inverse rate, rounded down, nobody gains', () => {
  fc.assert(
    fc.property(asked, ({ from, to, minor, numerator, denominator }) => {
      const there = convert({ currency: from, minor }, to, { numerator, denominator }, 'down')
      if (there.minor === 0n) return
      const back = convert(there, from, { numerator: denominator, denominator: numerator }, 'down')
      assert.ok(back.minor <= minor)
    }),
  )
})

test('what is worth nothing, or more than the book holds, is refused; what is no exchange is a bug', () => {
  const plan = (more: Partial<Exchange>) => () =>
    exchange({
      ids: [randomUUID(), randomUUID()],
      from: randomUUID(),
      money: { currency: 'INR', minor: 1n },
      to: { account: randomUUID(), currency: 'USD' },
      rate: { numerator: 1n, denominator: 83n },
      rounding: 'down',
      bookedAt: at,
      ...more,
    })
  assert.throws(plan({}), { code: 'exchange-too-small' })
  assert.throws(plan({ rate: { numerator: 10n ** 30n, denominator: 1n } }), { code: 'exceeds-book' })
  assert.throws(plan({ money: { currency: 'INR', minor: 0n } }), RangeError)
  assert.throws(plan({ rate: { numerator: 0n, denominator: 1n } }), RangeError)
  assert.throws(plan({ to: { account: randomUUID(), currency: 'INR' } }), RangeError)
})

test('an exchange moves both currencies through the rate accounts, or neither where one side cannot', async () => {
  await using it = await testBook()
  const limited = accountFlag.debitsMustNotExceedCredits
  const [rupees, dollars] = [await it.account(2010, limited), await it.account(2010, limited, currencies.USD.ledger)]
  await it.create(moving(houseAccount('opening', 'INR'), rupees, 10_000n, at))
  const buy = (minor: bigint, account: string) =>
    exchange({
      ids: [randomUUID(), randomUUID()],
      from: rupees,
      money: { currency: 'INR', minor },
      to: { account, currency: 'USD' },
      rate: { numerator: 1n, denominator: 80n },
      rounding: 'down',
      bookedAt: at,
    })
  const seen = async () => {
    const ids = [rupees, dollars, houseAccount('exchange', 'INR'), houseAccount('exchange', 'USD')]
    const found = await it.ledger.balances(ids)
    return ids.map((id) => found.get(id)?.balance)
  }

  assert.deepEqual(await it.create(...buy(8000n, dollars)), ['ok', 'ok'])
  assert.deepEqual(await seen(), [2000n, 100n, 8000n, -100n])

  assert.deepEqual(await it.create(...buy(8000n, dollars)), ['exceeds_credits', 'linked_event_failed'])
  assert.deepEqual(await it.create(...buy(800n, randomUUID())), ['linked_event_failed', 'credit_account_not_found'])
  assert.deepEqual(await seen(), [2000n, 100n, 8000n, -100n])
  assert.equal((await it.ledger.prove()).breach, null)
})
