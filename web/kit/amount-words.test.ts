/// <reference types="node" />
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Money } from '#platform/money'
import { amountInWords } from './amount-words.ts'

const inr = (minor: bigint): Money => ({ currency: 'INR', minor })

test('rupees are spelled in lakh and crore', () => {
  assert.equal(amountInWords(inr(8_600_000n), 'en'), 'Eighty-six thousand rupees')
  assert.equal(amountInWords(inr(240_000n), 'en'), 'Two thousand four hundred rupees')
  assert.equal(
    amountInWords(inr(12_450_050n), 'en'),
    'One lakh twenty-four thousand five hundred rupees and fifty paise',
  )
  assert.equal(amountInWords(inr(3_00_00_000_00n), 'en'), 'Three crore rupees')
})

test('more than a hundred crore is still spelled', () => {
  assert.equal(amountInWords(inr(1_250_00_00_000_00n), 'en'), 'One thousand two hundred fifty crore rupees')
})

test('one rupee, one paisa and nothing at all have their own endings', () => {
  assert.equal(amountInWords(inr(100n), 'en'), 'One rupee')
  assert.equal(amountInWords(inr(1n), 'en'), 'One paisa')
  assert.equal(amountInWords(inr(0n), 'en'), 'Zero rupees')
})

test('dollars are spelled in millions, yen have no part, dinars have a thousand fils', () => {
  assert.equal(
    amountInWords({ currency: 'USD', minor: 1_250_000_25n }, 'en'),
    'One million two hundred fifty thousand dollars and twenty-five cents',
  )
  assert.equal(amountInWords({ currency: 'JPY', minor: 1500n }, 'en'), 'One thousand five hundred yen')
  assert.equal(amountInWords({ currency: 'KWD', minor: 2_005n }, 'en'), 'Two dinars and five fils')
})

test('Hindi uses its own word for every number below a hundred', () => {
  assert.equal(amountInWords(inr(8_600_000n), 'hi'), 'छियासी हज़ार रुपये')
  assert.equal(amountInWords(inr(240_000n), 'hi'), 'दो हज़ार चार सौ रुपये')
  assert.equal(amountInWords(inr(9_999_999_99n), 'hi'), 'निन्यानवे लाख निन्यानवे हज़ार नौ सौ निन्यानवे रुपये और निन्यानवे पैसे')
  const words = new Set<string>()
  for (let rupees = 0n; rupees < 100n; rupees++) words.add(amountInWords(inr(rupees * 100n), 'hi'))
  assert.equal(words.size, 100)
})
