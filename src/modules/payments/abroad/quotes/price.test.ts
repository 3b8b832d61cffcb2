import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { currencies, currencyCodes } from '#platform/money'
import { crossRate, fractionOf, inverse, lessSpread, writeRate } from '../rates/rate.ts'
import { convertHalfEven, divideHalfEven, feeOf, priceOf } from './price.ts'

const decimal = fc
  .record({ whole: fc.bigInt(0n, 99_999n), rest: fc.bigInt(1n, 9999n) })
  .map(({ whole, rest }) => `${whole}.${rest.toString().padStart(4, '0')}`)

const asked = fc.record({
  pays: fc.constantFrom(...currencyCodes),
  gets: fc.constantFrom(...currencyCodes),
  one: decimal,
  other: decimal,
  spreadBasisPoints: fc.integer({ min: 0, max: 2000 }),
  side: fc.constantFrom('pays' as const, 'gets' as const),
  minor: fc.bigInt(1n, 10n ** 13n),
})

test('halves go to the even neighbor, and everything else to the nearest', () => {
  assert.deepEqual(
    [1n, 3n, 5n, 7n, 9n].map((odd) => divideHalfEven(odd, 2n)),
    [0n, 2n, 2n, 4n, 4n],
  )
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 20n), fc.bigInt(1n, 10n ** 10n), (dividend, divisor) => {
      const off = 2n * (divideHalfEven(dividend, divisor) * divisor - dividend)
      assert.ok(off >= -divisor && off <= divisor)
      if (off === divisor || off === -divisor) assert.equal(divideHalfEven(dividend, divisor) % 2n, 0n)
    }),
  )
})

test('no money is made or lost: each side is the other at the quoted rate, to half of a minor unit', () => {
  fc.assert(
    fc.property(asked, ({ one, other, ...more }) => {
      const reference = crossRate({ perEuro: one }, { perEuro: other })
      const price = priceOf({ ...more, reference })
      if (!price) return
      const { exchanged, arrives, rate } = price
      const [from, to] = [10n ** BigInt(currencies[more.pays].exponent), 10n ** BigInt(currencies[more.gets].exponent)]
      // exchanged * rate = arrives, in whole numbers: which side was rounded, and by less than half of its unit.
      const left = exchanged.minor * rate.numerator * to
      const right = arrives.minor * rate.denominator * from
      const half = more.side === 'pays' ? rate.denominator * from : rate.numerator * to
      const off = left > right ? left - right : right - left
      assert.ok(2n * off <= half, `${off} of ${half}`)
      assert.equal(more.side === 'pays' ? exchanged.minor : arrives.minor, more.minor)
    }),
    { numRuns: 2000 },
  )
})

test('the customer’s rate is never above the reference, and the spread is what lies between, to the minor unit', () => {
  fc.assert(
    fc.property(asked, ({ one, other, ...more }) => {
      const reference = crossRate({ perEuro: one }, { perEuro: other })
      const price = priceOf({ ...more, reference })
      if (!price || more.pays === more.gets) return
      const { rate, exchanged, arrives, spread } = price
      assert.ok(rate.numerator * reference.denominator <= reference.numerator * rate.denominator)
      if (more.side === 'pays')
        assert.equal(convertHalfEven(exchanged.minor, more.pays, more.gets, reference) - arrives.minor, spread)
      assert.ok(spread >= 0n)
    }),
  )
})

test('what would arrive as nothing, or is more than the book holds, has no price', () => {
  const pricing = { pays: 'JPY', gets: 'INR', spreadBasisPoints: 0, side: 'pays' } as const
  assert.equal(priceOf({ ...pricing, reference: { numerator: 1n, denominator: 1000n }, minor: 1n }), null)
  assert.equal(priceOf({ ...pricing, reference: { numerator: 10n ** 19n, denominator: 1n }, minor: 1n }), null)
})

test('a fee is fixed and a share, halves to the even unit, and never above its most', () => {
  const rule = { feeFixed: '100', feeBasisPoints: 25, feeMost: '500' }
  assert.equal(feeOf(rule, 200n), 100n)
  assert.equal(feeOf(rule, 600n), 102n)
  assert.equal(feeOf(rule, 1000n), 102n)
  assert.equal(feeOf(rule, 10_000_000n), 500n)
  assert.equal(feeOf({ ...rule, feeMost: null }, 10_000_000n), 25_100n)
})

test('a rate is shown by six digits and computed with as a fraction', () => {
  const cross = crossRate({ perEuro: '90.0000' }, { perEuro: '1.0800' })
  assert.deepEqual(cross, { numerator: 3n, denominator: 250n })
  assert.equal(writeRate(cross), '0.0120000')
  assert.equal(writeRate(inverse(cross)), '83.3333')
  assert.equal(writeRate(lessSpread(cross, 50)), '0.0119400')
  assert.deepEqual(fractionOf('1.10'), { numerator: 11n, denominator: 10n })
  assert.equal(writeRate({ numerator: 160n, denominator: 1n }), '160.000')
})
