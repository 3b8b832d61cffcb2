import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PlainError } from '#platform/plain-errors'
import { readOptions } from './options.ts'

test('a quick run is short, and what is asked for counts more', () => {
  const { seconds, repetitions, customers, json } = readOptions(
    ['--quick', '--customers', '40', '--json', 'x.json'],
    '/a',
  )
  assert.deepEqual(
    { seconds, repetitions, customers, json },
    { seconds: 3, repetitions: 1, customers: 40, json: '/a/x.json' },
  )
})

test('an unknown option is answered with the usage, a wrong number with what is wrong', () => {
  assert.throws(
    () => readOptions(['--fast'], '/'),
    (error) => error instanceof PlainError && /^Usage/.test(error.message),
  )
  assert.throws(() => readOptions(['--seconds', '0'], '/'), /--seconds must be a whole number from 1 to 3600, not "0"/)
})
