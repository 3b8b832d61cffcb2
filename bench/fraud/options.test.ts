import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PlainError } from '#platform/plain-errors'
import { specs } from './design.ts'
import { readOptions } from './options.ts'

test('without options every design decides 500 payments a second', () => {
  const options = readOptions([], '/here')
  assert.deepEqual([options.seconds, options.perSecond, options.json], [20, 500, undefined])
  assert.deepEqual(options.specs, specs)
  assert.equal(options.size.customers * options.size.payments, 300_000)
})

test('seconds, rate, the file and the designs are read', () => {
  const asked = ['--seconds', '0.5', '--rate', '40', '--json', 'out.json', '--only', 'all-held']
  const { seconds, perSecond, json, specs } = readOptions(asked, '/here')
  assert.deepEqual([seconds, perSecond, json], [0.5, 40, '/here/out.json'])
  assert.deepEqual(
    specs.map(({ name }) => name),
    ['all-held', 'all-held-explained'],
  )
})

test('a quick run has a shorter history, and explains every payment', () => {
  const { specs, size, seconds } = readOptions(['--quick'], '/here')
  assert.ok(size.customers * size.payments < 50_000 && seconds === 5)
  assert.ok(specs.length === 2 && specs.every(({ explainsAll }) => explainsAll))
})

test('what cannot be run is refused', () => {
  for (const args of [['--seconds', '0'], ['--rate', 'many'], ['--only', 'nothing'], ['--json'], ['--fast']])
    assert.throws(() => readOptions(args, '/here'), PlainError)
})
