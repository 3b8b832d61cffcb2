import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayMs } from '#platform/time'
import { type Movement, unknownFacts } from '../attempt.ts'
import { featureCount } from './catalog.ts'
import { absorb, type Change } from './change.ts'
import { createEntities, type Entities } from './entities.ts'
import { numberOf } from './number.ts'
import { keysOf } from './parts.ts'
import { createState } from './state.ts'

const start = Date.UTC(2026, 0, 10)

const movement = fc.record({
  kind: fc.constant('send' as const),
  payer: fc.constantFrom('ada', 'bob', 'eve'),
  payee: fc.constantFrom('cyd', 'dan', null),
  currency: fc.constant('INR'),
  minor: fc.integer({ min: 1, max: 1_000_000 }),
  atMs: fc.integer({ min: start, max: start + 25 * dayMs }),
})

// Live attempts come in the order of their time, as the clock gives it; what is withdrawn leaves no trace for later ones.
const inOrder = <Step extends { movement: Movement }>(steps: Step[]): Step[] =>
  steps.sort((one, other) => one.movement.atMs - other.movement.atMs)

const step = fc.record({
  movement,
  becomes: fc.constantFrom('settled', 'later', 'open', 'withdrawn', 'fraud', 'cleared'),
})

/** Plays the steps on a memory that lives through them, and answers what the log says of them. */
const live = (entities: Entities, steps: readonly { movement: Movement; becomes: string }[]): Change[] => {
  const state = createState(entities)
  return steps.flatMap(({ movement: given, becomes }): Change[] => {
    const reservation = state.reserve(given)
    const { isFirst, movement } = reservation
    const attempt = { what: 'attempt', movement, isFirst, isSettled: false } as const
    if (becomes === 'withdrawn') {
      state.withdraw(reservation)
      return []
    }
    if (becomes === 'open') return [attempt]
    state.settle(reservation)
    if (becomes === 'later') return [attempt, { what: 'settled', movement }]
    const settled: Change = { ...attempt, isSettled: true }
    if (becomes === 'settled') return [settled]
    const knownMs = movement.atMs + dayMs
    state.report(movement, knownMs)
    if (becomes === 'fraud') return [settled, { what: 'reported', movement, knownMs }]
    state.retract(movement, knownMs)
    return [settled, { what: 'reported', movement, knownMs }, { what: 'retracted', movement, knownMs }]
  })
}

const look = (entities: Entities, movement: Movement): number[] => {
  const values = new Float32Array(featureCount)
  const state = createState(entities)
  const reservation = state.reserve(movement)
  state.describe(reservation, unknownFacts, values)
  state.withdraw(reservation)
  return [...values]
}

test('the log of changes makes the memory that lived through them', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }).map(inOrder), movement, (steps, later) => {
      const next = { ...later, atMs: start + 26 * dayMs }
      const [lived, folded] = [createEntities(), createEntities()]
      for (const change of live(lived, steps)) absorb(folded, change)
      assert.deepEqual(look(folded, next), look(lived, next))
    }),
  )
})

test('each entity takes a change in by itself: held one at a time they become what they are together', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }).map(inOrder), movement, (steps, later) => {
      const next = { ...later, atMs: start + 26 * dayMs }
      const [lived, folded] = [createEntities(), createEntities()]
      const changes = live(lived, steps)
      const passes = ['ada', 'bob', 'eve', 'cyd', 'dan', 'send INR'].map(
        (only): Entities => ({ ...folded, find: (kind, id) => (id === only ? folded.find(kind, id) : null) }),
      )
      for (const pass of passes) for (const change of changes) absorb(pass, change)
      assert.deepEqual(look(folded, next), look(lived, next))
    }),
  )
})

test('what a payment asks the memory for is known before', () => {
  fc.assert(
    fc.property(movement, (next) => {
      const held = createEntities()
      const known = new Set(keysOf(next).map((key) => key.join(' ')))
      const asked: string[] = []
      const find: Entities['find'] = (kind, id) => {
        asked.push(`${kind} ${id}`)
        return held.find(kind, id)
      }
      look({ ...held, find }, next)
      assert.deepEqual([...new Set(asked)].sort(), [...known].sort())
    }),
  )
})

test('ids that differ in one letter have numbers that share nothing', () => {
  const numbers = Array.from({ length: 20_000 }, (_, index) => numberOf(`0197${index.toString(16).padStart(28, '0')}`))
  assert.equal(new Set(numbers).size, numbers.length)
  assert.ok(numbers.every((number) => Number.isSafeInteger(number) && number >= 0))
  for (let bit = 0; bit < 53; bit++) {
    const set = numbers.filter((number) => Math.floor(number / 2 ** bit) % 2 === 1).length
    assert.ok(Math.abs(set / numbers.length - 0.5) < 0.02, `bit ${bit} is set in ${set}`)
  }
})
