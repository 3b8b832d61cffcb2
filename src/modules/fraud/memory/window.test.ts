import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberOf } from '../features/number.ts'
import { paying } from '../features/test-state.ts'
import { entitiesWithin } from '../index.ts'
import type { Logged } from './log.ts'
import { createWindow } from './window.ts'

const begin = { xact: 1, seq: 0 }

const row = (seq: number, payee: string): Logged => {
  const change = { what: 'settled', movement: paying({ payee }) } as const
  return { xact: 2, seq, change, text: JSON.stringify(change), origin: null, ticket: null }
}

const placed = (rows: readonly Logged[]) => rows.map(({ xact, seq, change }) => ({ xact, seq, change }))

const [ada, bob] = [numberOf('ada'), numberOf('bob')]

test('an entity has its changes in their order, each once, however many there are and whoever is named twice', () => {
  const window = createWindow(begin)
  const rows = [row(1, 'bob'), row(2, 'ada'), row(3, 'bob')]
  for (const each of rows) window.add(each)
  assert.deepEqual(window.of('account', ada), placed(rows))
  assert.deepEqual(window.of('account', bob), placed([rows[0], rows[2]]))
  assert.deepEqual(window.of('account', numberOf('eve')), [])
})

test('what the stored entities have is forgotten, of each entity the oldest first', () => {
  const window = createWindow(begin)
  const rows = [row(1, 'bob'), row(2, 'eve'), row(3, 'bob')]
  for (const each of rows) window.add(each)
  window.forget({ xact: 2, seq: 2 })
  assert.deepEqual([window.of('account', ada), window.of('account', bob)], [placed([rows[2]]), placed([rows[2]])])
  assert.deepEqual([window.of('account', numberOf('eve')), window.size()], [[], 1])
  window.forget({ xact: 2, seq: 3 })
  assert.deepEqual([window.of('account', bob), window.size()], [[], 0])
})

test('a sixteenth of the memory is for entities, and never less than a small bank needs', () => {
  assert.deepEqual([entitiesWithin(16 * 2_500 * 100_000), entitiesWithin(2 ** 28)], [100_000, 40_000])
})
