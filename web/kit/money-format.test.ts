/// <reference types="node" />
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatDigits, formatMoney, splitMoney } from './money-format.ts'

test('rupees group in lakhs and show two decimals', () => {
  assert.equal(formatMoney({ currency: 'INR', minor: 12_450_000n }), '₹1,24,500.00')
  assert.equal(formatMoney({ currency: 'INR', minor: 12_450_000n }, 'hi'), '₹1,24,500.00')
})

test('money going out has a true minus before the sign, money coming in a plus where asked for', () => {
  assert.equal(formatMoney({ currency: 'INR', minor: -675_000n }), '\u2212₹6,750.00')
  assert.equal(formatMoney({ currency: 'INR', minor: 184_000n }, 'en', true), '+₹1,840.00')
  assert.equal(formatMoney({ currency: 'INR', minor: 0n }, 'en', true), '₹0.00')
})

test('yen have no decimals and dinars have three', () => {
  assert.equal(formatMoney({ currency: 'JPY', minor: 1_500n }), '¥1,500')
  assert.equal(formatMoney({ currency: 'KWD', minor: 2_005n }), 'KWD\u00a02.005')
  assert.equal(splitMoney({ currency: 'JPY', minor: 7n }).decimals, '')
})

test('amounts beyond the safe integers keep every digit', () => {
  assert.equal(formatDigits({ currency: 'INR', minor: 9_223_372_036_854_775_807n }), '92,23,37,20,36,85,47,758.07')
})
