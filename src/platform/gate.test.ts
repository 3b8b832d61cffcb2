import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createGate } from './gate.ts'

/** Work that is done when it is told so. */
const opened = (atOnce: number, waiting: number) => {
  const gate = createGate({ atOnce, waiting }, () => new Error('full'))
  const begun: string[] = []
  const ends = new Map<string, PromiseWithResolvers<string>>()
  const enter = (name: string) =>
    gate(() => {
      begun.push(name)
      const end = Promise.withResolvers<string>()
      ends.set(name, end)
      return end.promise
    })
  return { enter, begun, ends }
}

test('so many go in at once, the others in their order, and one too many is turned away', async () => {
  const { enter, begun, ends } = opened(2, 2)
  const all = ['a', 'b', 'c', 'd'].map(enter)
  await assert.rejects(enter('e'), /full/)
  assert.deepEqual(begun, ['a', 'b'])
  ends.get('b')?.resolve('b is done')
  assert.equal(await all[1], 'b is done')
  await nextTurn()
  assert.deepEqual(begun, ['a', 'b', 'c'])
  const late = enter('f')
  for (const name of ['a', 'c', 'd', 'f']) {
    ends.get(name)?.resolve(name)
    await nextTurn()
  }
  assert.deepEqual(await Promise.all([...all, late]), ['a', 'b is done', 'c', 'd', 'f'])
})

test('work that fails gives its place on', async () => {
  const { enter, ends } = opened(1, 1)
  const [first, second] = [enter('a'), enter('b')]
  ends.get('a')?.reject(new Error('broken'))
  await assert.rejects(first, /broken/)
  await nextTurn()
  ends.get('b')?.resolve('fine')
  assert.equal(await second, 'fine')
})

test('a place that nobody waits for is given back, however often', async () => {
  const { enter, begun, ends } = opened(2, 1)
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    const done = enter(name)
    assert.equal(begun.at(-1), name, 'it goes in at once')
    ends.get(name)?.resolve(name)
    await done
  }
  enter('f')
  enter('g')
  const waits = enter('h')
  assert.deepEqual(begun.slice(-2), ['f', 'g'], 'and no more than two go in')
  ends.get('f')?.resolve('f')
  await nextTurn()
  ends.get('h')?.resolve('h')
  assert.equal(await waits, 'h')
})
