/// <reference types="node" />
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CurrencyCode } from '#platform/money'
import { parseAmount } from './amount-parse.ts'
import { exponentOf } from './currency.ts'
import { formatDigits } from './money-format.ts'

const minor = (text: string, exponent: number) => {
  const parsed = parseAmount(text, exponent)
  return parsed.kind === 'amount' ? parsed.minor : parsed.kind
}

test('an amount is read with or without grouping, sign and decimals', () => {
  assert.equal(minor('2400', 2), 240_000n)
  assert.equal(minor('1,24,500.5', 2), 12_450_050n)
  assert.equal(minor('₹ 1,24,500.50', 2), 12_450_050n)
  assert.equal(minor('.5', 2), 50n)
  assert.equal(minor('2400.', 2), 240_000n)
  assert.equal(minor('२४००', 2), 240_000n)
})

test('the decimals follow the currency: none for yen, three for dinars', () => {
  assert.equal(minor('1500', 0), 1500n)
  assert.equal(minor('1500.5', 0), 'too-many-decimals')
  assert.equal(minor('2.005', 3), 2005n)
  assert.equal(minor('2.005', 2), 'too-many-decimals')
})

test('what is not an amount is not guessed at', () => {
  for (const text of ['12,5', '1.2.3', 'abc', '-5', '.', '1e3', ',500'])
    assert.equal(minor(text, 2), 'not-a-number', text)
  assert.equal(minor('  ', 2), 'empty')
  assert.equal(minor('99999999999999999999', 2), 'too-large')
})

test('what is shown in the field is read back to the same amount', () => {
  const currencies = fc.constantFrom<CurrencyCode[]>('INR', 'USD', 'JPY', 'KWD')
  const amounts = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n })
  fc.assert(
    fc.property(currencies, amounts, (currency, value) => {
      assert.equal(minor(formatDigits({ currency, minor: value }), exponentOf(currency)), value)
    }),
  )
})
