import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { gather } from './gather.ts'
import { AtLine, type Numbered } from './lines.ts'

interface Item {
  readonly isLinked: boolean
}

const bounds = { usual: 4, most: 7, isLinked: (item: Item) => item.isLinked }

/** Items in pieces, as chunks of a body bring them; then the failure, if there is one. */
async function* arriving(links: readonly boolean[], piece: number, failure?: Error) {
  for (let from = 0; from < links.length; from += piece) {
    if (from % 2 === 0) await nextTurn()
    yield links.slice(from, from + piece).map((isLinked, index) => ({ line: from + index + 1, item: { isLinked } }))
  }
  if (failure) throw failure
}

const collect = async (batches: AsyncIterable<Numbered<Item>[]>) => {
  const all: Numbered<Item>[][] = []
  try {
    for await (const batch of batches) all.push(batch)
  } catch (error) {
    return { all, error }
  }
  return { all, error: undefined }
}

const linesOf = (batches: readonly Numbered<Item>[][]) => batches.flat().map(({ line }) => line)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('batches hold every item once, in order, within the bound, and cut no chain, however the items arrive', async () => {
  const chain = fc.integer({ min: 1, max: 7 }).map((length) => upTo(length).map((place) => place < length))
  await fc.assert(
    fc.asyncProperty(fc.array(chain), fc.integer({ min: 1, max: 9 }), fc.boolean(), async (chains, piece, fails) => {
      const links = chains.flat()
      const failure = fails ? new Error('gone') : undefined
      const { all, error } = await collect(gather(arriving(links, piece, failure), bounds))
      assert.equal(error, failure)
      assert.deepEqual(linesOf(all), upTo(links.length))
      for (const batch of all) {
        assert.equal(batch.at(-1)?.item.isLinked, false)
        const isOneChain = batch.slice(0, -1).every(({ item }) => item.isLinked)
        assert.ok(batch.length <= bounds.usual || isOneChain)
      }
    }),
  )
})

test('a chain that is still open where the stream ends comes as it is', async () => {
  const { all, error } = await collect(gather(arriving([false, true, true], 2), bounds))
  assert.deepEqual([linesOf(all), error], [[1, 2, 3], undefined])
})

test('a chain that is too long is named by its first line, after everything before it', async () => {
  for (const length of [8, 9, 100]) {
    const links = [false, ...upTo(length).map((place) => place < length), false]
    const { all, error } = await collect(gather(arriving(links, 3), bounds))
    assert.deepEqual(linesOf(all), [1])
    assert.ok(error instanceof AtLine && error.line === 2)
  }
})

test('while a batch is being written, little more than the next one is read', async () => {
  let read = 0
  async function* source() {
    for (;;) yield [{ line: ++read, item: { isLinked: false } }]
  }
  const batches = gather(source(), bounds)
  await batches.next()
  for (let turn = 0; turn < 20; turn++) await nextTurn()
  assert.ok(read >= bounds.usual && read <= 2 * bounds.usual + 2, `${read} were read`)
  await batches.return(undefined)
})

test('whoever stops taking batches ends the reading', async () => {
  let hasEnded = false
  async function* source() {
    try {
      for (let line = 1; ; line++) yield [{ line, item: { isLinked: false } }]
    } finally {
      hasEnded = true
    }
  }
  for await (const _ of gather(source(), bounds)) break
  await nextTurn()
  assert.ok(hasEnded)
})
