import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { paying } from '../features/test-state.ts'
import type { Key } from './load.ts'
import type { Place } from './log.ts'
import { createPacked } from './packed.ts'

const kinds = ['account', 'owner'] as const

// One to three changes fit into a block.
const blockBytes = 900

const changeOf = (note: string) => ({ what: 'settled' as const, movement: paying({ payee: note }) })

const given = fc.record({
  place: fc.record({ xact: fc.nat(), seq: fc.maxSafeInteger() }),
  keys: fc.array(fc.tuple(fc.constantFrom(...kinds), fc.maxSafeInteger()), { maxLength: 8 }),
  note: fc.string({ unit: 'binary', maxLength: 60 }),
  left: fc.nat({ max: 2 }),
})

test('changes come back as they were, and leave in the order in which they came', () => {
  fc.assert(
    fc.property(fc.array(given, { maxLength: 30 }), (steps) => {
      const packed = createPacked(kinds, blockBytes)
      const there: { position: number; place: Place; keys: readonly Key[]; note: string }[] = []
      for (const { place: given, keys, note, left } of steps) {
        const place = { ...given }
        there.push({ position: packed.add(place, keys, JSON.stringify(changeOf(note))), place, keys, note })
        for (let count = 0; count < left; count++) {
          packed.leave()
          there.shift()
        }
        assert.equal(packed.size(), there.length)
        const [first] = there
        assert.deepEqual(packed.oldest(), first && { position: first.position, place: first.place, keys: first.keys })
        for (const each of there)
          assert.deepEqual(packed.read(each.position), { ...each.place, change: changeOf(each.note) })
      }
    }),
  )
})

test('a change that no block holds is refused, and the others are as they were', () => {
  const packed = createPacked(kinds, blockBytes)
  const position = packed.add({ xact: 1, seq: 2 }, [], JSON.stringify(changeOf('bob')))
  assert.throws(() => packed.add({ xact: 1, seq: 3 }, [], 'x'.repeat(blockBytes)), RangeError)
  assert.deepEqual(packed.read(position).change, changeOf('bob'))
  assert.equal(packed.size(), 1)
})
