import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  createRandom,
  drawAgain,
  drawDistinct,
  drawNormal,
  sampleColumns,
  sampleRows,
  seedOf,
  shuffle,
} from './random.ts'

test('a seed gives its sequence again, and neighboring seeds others', () => {
  const draw = (seed: number) => Array.from({ length: 4 }, createRandom(seed))
  assert.deepEqual(draw(1), draw(1))
  assert.equal(new Set([...draw(0), ...draw(1), ...draw(2)]).size, 12)
})

test('numbers fill the range from 0 to 1 evenly', () => {
  const random = createRandom(3)
  const counts = new Uint32Array(10)
  for (let draw = 0; draw < 100_000; draw++) counts[Math.floor(random() * 10)]++
  for (const count of counts) assert.ok(Math.abs(count - 10_000) < 400, `${counts}`)
})

test('normal numbers have mean 0 and deviation 1', () => {
  const random = createRandom(4)
  const draws = Array.from({ length: 50_000 }, () => drawNormal(random))
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length
  assert.ok(Math.abs(mean) < 0.02 && Math.abs(variance - 1) < 0.03, `${mean}, ${variance}`)
})

test('shuffling keeps every element and moves them', () => {
  const list = Array.from({ length: 100 }, (_, index) => index)
  shuffle(createRandom(5), list)
  assert.notDeepEqual(list.slice(0, 5), [0, 1, 2, 3, 4])
  assert.deepEqual(
    list.toSorted((left, right) => left - right),
    Array.from({ length: 100 }, (_, index) => index),
  )
})

test('samples are about as large as asked, ascending, and never empty', () => {
  const rows = sampleRows(createRandom(6), 10_000, 0.3)
  assert.ok(Math.abs(rows.length - 3000) < 200)
  assert.ok(rows.every((row, index) => index === 0 || row > rows[index - 1]))
  assert.equal(sampleRows(createRandom(6), 3, 1e-9).length, 1)
  assert.equal(sampleColumns(createRandom(6), 10, 0.25).length, 3)
  assert.equal(sampleColumns(createRandom(6), 10, 0.3).length, 3)
  assert.deepEqual(sampleColumns(createRandom(6), 3, 1), [0, 1, 2])
})

test('distinct numbers are drawn without repetition, each as often as another', () => {
  const random = createRandom(4)
  const counts = new Uint32Array(10)
  for (let draw = 0; draw < 3000; draw++) {
    const drawn = drawDistinct(random, 10, 3)
    assert.equal(new Set(drawn).size, 3)
    for (const number of drawn) counts[number]++
  }
  assert.ok(Math.min(...counts) > 800 && Math.max(...counts) < 1000, `${counts}`)
  assert.deepEqual([...drawDistinct(random, 3, 9)].sort(), [0, 1, 2])
})

test('drawing again counts as many as were drawn, from the list only', () => {
  const counts = new Uint32Array(6)
  drawAgain(createRandom(1), Uint32Array.of(1, 4), 1000, counts)
  assert.equal(counts[1] + counts[4], 1000)
  assert.ok(counts[1] > 400 && counts[4] > 400)
})

test('parts of a training have seeds of their own', () => {
  const seeds = [0, 1, 2].flatMap((seed) => Array.from({ length: 500 }, (_, part) => seedOf(seed, part)))
  assert.equal(new Set(seeds).size, 1500)
})
