import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameDistance } from './name-distance.ts'

test('the same name in another order, case or without accents is the same', () => {
  assert.equal(nameDistance('Ana María Pérez', 'PEREZ, ana maria'), 0)
  assert.equal(nameDistance('अनिता शर्मा', 'शर्मा अनिता'), 0)
})

test('a slip of the finger lies near, another person far', () => {
  const slip = nameDistance('Anita Sharma', 'Anita Shrama')
  assert.ok(slip > 0 && slip < 0.4, String(slip))
  assert.ok(nameDistance('Anita Sharma', 'Viktor Hugo') > 0.8)
  assert.equal(nameDistance('abc', 'xyz'), 1)
})

test('an empty name is no name, and a very long one is cut', () => {
  assert.ok(Number.isNaN(nameDistance('', 'Anita')) && Number.isNaN(nameDistance(' -- ', 'Anita')))
  assert.equal(nameDistance('x'.repeat(1_000_000), 'x'.repeat(1_000_000)), 0)
})
