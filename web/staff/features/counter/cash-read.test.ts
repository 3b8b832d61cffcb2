import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCash } from './cash-read.ts'

const rupees = { currency: 'INR', available: '50000' } as const

test('a teller cannot pay out more than is available, but may pay in any amount', () => {
  assert.deepEqual(readCash('500.01', rupees, 'withdrawal'), { minor: 50_001n, wrong: 'tooMuch' })
  assert.deepEqual(readCash('500', rupees, 'withdrawal'), { minor: 50_000n, wrong: null })
  assert.deepEqual(readCash('500.01', rupees, 'deposit'), { minor: 50_001n, wrong: null })
})

test('nothing and zero are no amount of cash', () => {
  assert.equal(readCash('', rupees, 'deposit').wrong, 'amountWrong')
  assert.equal(readCash('0.00', rupees, 'deposit').wrong, 'amountWrong')
})

test('cash has no more decimals than its currency', () => {
  assert.equal(readCash('1.005', rupees, 'deposit').wrong, 'tooManyDecimals')
  assert.equal(readCash('1.5', { currency: 'JPY', available: '0' }, 'deposit').wrong, 'tooManyDecimals')
  assert.deepEqual(readCash('1.005', { currency: 'KWD', available: '0' }, 'deposit'), { minor: 1_005n, wrong: null })
})
