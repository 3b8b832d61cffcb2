import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSlip, readSlip } from './slip.ts'

test('a slip may be typed in small letters, with spaces and dashes', () => {
  assert.equal(readSlip(' k7m-2qx '), 'K7M2QX')
  assert.equal(isSlip(readSlip('k7m 2qx')), true)
})

test('a slip that is one character short is not looked up', () => {
  assert.equal(isSlip(readSlip('K7M2Q')), false)
})

test('what is typed beyond six characters does not count', () => {
  assert.equal(readSlip('K7M2QXZ'), 'K7M2QX')
})
