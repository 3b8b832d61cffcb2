import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PlainError } from '#platform/plain-errors'
import { readOptions } from './options.ts'

test('without options the rows are as many as in four weeks of cards', () => {
  const usual = { rows: 268_000, rounds: 3, seed: 1, json: undefined, python: undefined }
  assert.deepEqual(readOptions([], '/here'), usual)
  assert.deepEqual(readOptions(['--quick'], '/here'), { ...usual, rows: 60_000, rounds: 1 })
})

test('rows, seed, Python and file are read, whatever their order', () => {
  const args = ['--json', 'out.json', '--rows', '5000', '--quick', '--seed', '7', '--python', '/usr/bin/python3']
  const read = { rows: 5000, rounds: 1, seed: 7, json: '/here/out.json', python: '/usr/bin/python3' }
  assert.deepEqual(readOptions(args, '/here'), read)
})

test('what cannot be meant is refused in a sentence', () => {
  for (const args of [['--rows', '10'], ['--rows', 'many'], ['--seed', '0.5'], ['--json'], ['--fast']]) {
    assert.throws(() => readOptions(args, '/here'), PlainError)
  }
})
