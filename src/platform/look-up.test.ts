import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createKeepingLookUp, createLookUp } from './look-up.ts'

/** Rows that change, and reads that end when the test says so. */
const table = (most?: number) => {
  const rows = new Map([['a', 1]])
  const asked: string[][] = []
  const gates: (() => void)[] = []
  const lookUp = createLookUp<number>(async (keys) => {
    asked.push([...keys])
    const found = new Map(keys.flatMap((key) => (rows.has(key) ? [[key, rows.get(key) as number] as const] : [])))
    await new Promise<void>((open) => gates.push(open))
    if (keys.includes('broken')) throw new Error('the row is broken')
    return found
  }, most)
  const turn = () => new Promise<void>((done) => setImmediate(done))
  /** Waits for a statement to be on its way. */
  const begun = async () => {
    while (gates.length === 0) await turn()
  }
  const end = async () => {
    await begun()
    gates.shift()?.()
    await turn()
  }
  return { rows, asked, lookUp, begun, end }
}

test('those who ask in one moment share a statement, each key once', async () => {
  const { lookUp, asked, end } = table()
  const all = Promise.all([lookUp.one('a'), lookUp.one('b'), lookUp.many(['a', 'c']), lookUp.many([])])
  await end()
  assert.deepEqual(await all, [1, undefined, new Map([['a', 1]]), new Map()])
  assert.deepEqual(asked, [['a', 'b', 'c']])
})

test('who asks while a statement is on its way gets an answer of the next one, and so nothing old', async () => {
  const { lookUp, rows, asked, begun, end } = table()
  const first = lookUp.one('a')
  await begun()
  rows.set('a', 2)
  const second = lookUp.one('a')
  await end()
  await end()
  assert.deepEqual([await first, await second], [1, 2])
  assert.equal(asked.length, 2)
})

test('while a statement is on its way a few wait for it, and many do not', async () => {
  const { lookUp, asked, begun, end } = table()
  const all = [lookUp.one('a')]
  await begun()
  for (const key of 'bcdefgh') all.push(lookUp.one(key))
  await new Promise<void>((done) => setImmediate(() => setImmediate(done)))
  assert.equal(asked.length, 1)
  all.push(lookUp.one('i'))
  await new Promise<void>((done) => setImmediate(() => setImmediate(done)))
  assert.equal(asked.length, 2)
  assert.equal(asked[1]?.length, 8)
  await end()
  await end()
  await Promise.all(all)
})

test('a statement that fails fails those in it, and nobody after them', async () => {
  const { lookUp, begun, end } = table()
  const failing = assert.rejects(lookUp.one('broken'), /the row is broken/)
  await begun()
  const later = lookUp.one('a')
  await end()
  await failing
  await end()
  assert.equal(await later, 1)
})

test('a statement takes so many keys and no more; a caller with more than that goes alone', async () => {
  const { lookUp, asked, end } = table(2)
  const all = [lookUp.many(['a', 'b', 'c']), lookUp.one('d'), lookUp.one('e'), lookUp.one('f')]
  for (let statement = 1; statement <= 3; statement++) await end()
  await Promise.all(all)
  assert.deepEqual(asked, [['a', 'b', 'c'], ['d', 'e'], ['f']])
})

test('what never changes is read once, what is not there each time, and of too many the oldest is forgotten', async () => {
  const rows = new Map([1, 2, 3].map((value) => [`${value}`, value]))
  const asked: string[] = []
  const lookUp = createKeepingLookUp<number>(async (keys) => {
    asked.push(keys.join(' '))
    return new Map(keys.flatMap((key) => (rows.has(key) ? [[key, rows.get(key) as number] as const] : [])))
  }, 2)
  assert.deepEqual([await lookUp.one('1'), await lookUp.one('1'), await lookUp.one('9')], [1, 1, undefined])
  rows.set('9', 9)
  assert.equal(await lookUp.one('9'), 9)
  assert.deepEqual([...(await lookUp.many(['9', '2', '1']))].sort(), [
    ['1', 1],
    ['2', 2],
    ['9', 9],
  ])
  assert.deepEqual([await lookUp.one('2'), await lookUp.one('1')], [2, 1])
  assert.deepEqual(asked, ['1', '9', '9', '2', '1'])
})
