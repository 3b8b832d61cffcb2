import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPhone } from './phone-number.ts'

test('a phone number is read as people write it', () => {
  assert.equal(readPhone('+91 98765-43210'), '+919876543210')
  assert.equal(readPhone('98765 43210'), '+919876543210')
  assert.equal(readPhone('0044 (20) 7946.0000'), '+442079460000')
})

test('what cannot be a number is none', () => {
  for (const text of ['', '98765', '+0123456789', 'asha', '+91 98765 43210 99999'])
    assert.equal(readPhone(text), undefined)
})
