import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PlainError } from '#platform/plain-errors'
import { readOptions } from './options.ts'
import { allNames, makePlan } from './plan.ts'

test('without options everything is run, three times over', () => {
  const options = readOptions([], '/here')
  assert.deepEqual(options, { seconds: 5, isQuick: false, json: undefined, only: [] })
  const plan = makePlan(options)
  assert.equal(plan.repetitions, 3)
  assert.deepEqual(
    plan.specs.map(({ name }) => name),
    allNames,
  )
})

test('seconds, the file and the designs are read', () => {
  const options = readOptions(['--seconds', '0.5', '--json', 'out.json', '--only', 'call-8,lane-1-'], '/here')
  assert.deepEqual(options, { seconds: 0.5, isQuick: false, json: '/here/out.json', only: ['call-8', 'lane-1-'] })
  const names = makePlan(options).specs.map(({ name }) => name)
  assert.deepEqual(names.sort(), ['call-8-zipf1', 'call-8-zipf2', 'lane-1-zipf1', 'lane-1-zipf2'])
})

test('a quick run goes once, through 1, 64 and 1,024 callers, without a full book, and never measures for long', () => {
  const options = readOptions(['--quick', '--seconds', '60'], '/here')
  assert.equal(options.seconds, 2)
  const { repetitions, specs } = makePlan(options)
  assert.equal(repetitions, 1)
  assert.ok(specs.every(({ isFull }) => !isFull))
  const callers = specs.filter(({ kind }) => kind === 'lane').map((spec) => spec.callers)
  assert.deepEqual([...new Set(callers)].sort(), [1, 1024, 64])
})

test('every combination that was promised has its name', () => {
  const lanes = [1, 16, 64, 256, 1024, 2048].flatMap((callers) => [`lane-${callers}-zipf1`, `lane-${callers}-zipf2`])
  const others = ['transaction-32', 'call-8', 'call-1'].flatMap((name) => [`${name}-zipf1`, `${name}-zipf2`])
  const full = ['lane-1024-zipf1-full', 'lane-1024-zipf2-full']
  assert.deepEqual([...allNames].sort(), [...lanes, ...others, ...full, 'tpcb-16'].sort())
})

for (const args of [['--seconds'], ['--seconds', '0'], ['--seconds', 'ten'], ['--json'], ['--fast'], ['quick']]) {
  test(`${args.join(' ')} is refused in one line`, () => {
    assert.throws(() => readOptions(args, '/here'), PlainError)
  })
}
