import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Query } from '#platform/database'
import { nodePrimitives } from '../verifier/primitives.ts'
import { leafHashOf, rootByInclusion } from '../wire.ts'
import { proveInclusion } from './prove.ts'
import { keptTilesOf } from './stored.ts'
import { entryOf, tiledTree } from './test-tree.ts'

/** A database that holds the tiles of a tree, and counts the statements that ask for them. */
const holding = async (size: number) => {
  let { tiles, root } = await tiledTree(size)
  let asked = 0
  let turns = 0
  let isSameTurn = false
  const query = async (_text: string, [level, number]: readonly unknown[] = []) => {
    asked++
    if (!isSameTurn) turns++
    isSameTurn = true
    await nextTurn()
    isSameTurn = false
    const hashes = tiles.get(`${level}/${number}`)
    return hashes ? [{ hashes }] : []
  }
  const grow = async (larger: number) => {
    ;({ tiles, root } = await tiledTree(larger))
  }
  return { db: { query } as unknown as Query, asked: () => asked, turns: () => turns, root: () => root, grow }
}

const rootOver = async (index: number, size: number, proof: readonly Uint8Array[]) => {
  const leafHash = await leafHashOf(nodePrimitives, entryOf(index))
  return Buffer.from((await rootByInclusion(nodePrimitives, leafHash, { index, size, proof })) ?? [])
}

test('all tiles of a proof are asked for in one turn, and those that are known are not asked for again', async () => {
  const size = 70_000
  const store = await holding(size)
  const read = keptTilesOf(store.db, 2 ** 20)
  for (const index of [5, 250, 69_990]) {
    assert.deepEqual(await rootOver(index, size, await proveInclusion(index, size, read)), store.root())
  }
  // The four tiles of the first proof go out together; the second leaf lies in one of them, the third needs the next higher one.
  assert.deepEqual([store.turns(), store.asked()], [2, 5])
})

test('a tile at the edge is read again when the tree has grown, and never hides what came later', async () => {
  const store = await holding(300)
  const read = keptTilesOf(store.db, 2 ** 20)
  for (const size of [300, 301, 511, 512, 513, 700]) {
    await store.grow(size)
    for (const index of [0, 256, 299, size - 1])
      assert.deepEqual(await rootOver(index, size, await proveInclusion(index, size, read)), store.root(), `${size}`)
  }
  // An older tree is proved from the grown tile.
  assert.deepEqual(await rootOver(299, 300, await proveInclusion(299, 300, read)), (await tiledTree(300)).root)
})

test('memory holds only so many bytes of tiles', async () => {
  const store = await holding(70_000)
  const read = keptTilesOf(store.db, 3 * 8192)
  for (let index = 0; index < 2560; index += 256) await proveInclusion(index, 70_000, read)
  const before = store.asked()
  await proveInclusion(0, 70_000, read)
  assert.equal(store.asked(), before + 1)
})
