import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nodePrimitives } from '../verifier/primitives.ts'
import { isConsistent, leafHashOf, rootByInclusion } from '../wire.ts'
import { proveConsistency, proveInclusion } from './prove.ts'
import { definedRoot, entryOf, tiledTree } from './test-tree.ts'
import { parseTilePath, pathOfTile } from './tile.ts'

const largest = 300
const entries = Array.from({ length: largest }, (_, number) => entryOf(number))
const roots = Array.from({ length: largest + 1 }, (_, size) => definedRoot(entries.slice(0, size)))
const whole = await tiledTree(largest)

const rootOver = async (index: number, size: number, proof: readonly Uint8Array[], entry = entryOf(index)) =>
  rootByInclusion(nodePrimitives, await leafHashOf(nodePrimitives, entry), { index, size, proof })

test('every leaf of every tree up to 300 leaves is proved under the root of the definition, and under no other leaf', async () => {
  for (let size = 1; size <= largest; size++) {
    for (let index = 0; index < size; index++) {
      const proof = await proveInclusion(index, size, whole.read)
      assert.deepEqual(Buffer.from((await rootOver(index, size, proof)) ?? []), roots[size], `${index} of ${size}`)
      if (index % 37 === 0 && size > 1)
        assert.notDeepEqual(Buffer.from((await rootOver((index + 1) % size, size, proof)) ?? []), roots[size])
    }
  }
})

test('every tree up to 300 leaves is proved to begin with every smaller one', async () => {
  for (let later = 1; later <= largest; later++) {
    for (let earlier = 1; earlier <= later; earlier++) {
      const proof = await proveConsistency(earlier, later, whole.read)
      const [one, other] = [earlier, later].map((size) => ({ size, root: roots[size] }))
      assert.equal(await isConsistent(nodePrimitives, one, other, proof), true, `${earlier} to ${later}`)
    }
  }
})

test('a tree that was taken up again after every few leaves is the same tree', async () => {
  for (const step of [1, 7, 255, 256, 257]) {
    const { root, tiles } = await tiledTree(largest, step)
    assert.deepEqual(root, roots[largest])
    assert.deepEqual(tiles, whole.tiles)
  }
  // Past the first hash of the second level of tiles.
  const high = await tiledTree(66_000, 1000)
  const proof = await proveInclusion(65_535, 66_000, high.read)
  assert.deepEqual(Buffer.from((await rootOver(65_535, 66_000, proof)) ?? []), high.root)
  assert.deepEqual(high.root, definedRoot(Array.from({ length: 66_000 }, (_, number) => entryOf(number))))
})

const trees = fc
  .integer({ min: 2, max: largest })
  .chain((size) =>
    fc.record({ size: fc.constant(size), index: fc.nat(size - 1), earlier: fc.integer({ min: 1, max: size - 1 }) }),
  )

const spoiled = (proof: readonly Uint8Array[], bit: number): Uint8Array[] => {
  const copy = proof.map((step) => Uint8Array.from(step))
  const at = bit % (proof.length * 256)
  copy[Math.floor(at / 256)][Math.floor((at % 256) / 8)] ^= 1 << (at % 8)
  return copy
}

test('a proof with a bit changed, a step too many, too few or in another order proves nothing', async () => {
  await fc.assert(
    fc.asyncProperty(trees, fc.nat(), async ({ size, index, earlier }, bit) => {
      const proof = await proveInclusion(index, size, whole.read)
      const wrong = [spoiled(proof, bit), [...proof, proof[0]], proof.slice(1), proof.slice(0, -1)]
      for (const each of wrong) assert.notDeepEqual(Buffer.from((await rootOver(index, size, each)) ?? []), roots[size])
      const growth = await proveConsistency(earlier, size, whole.read)
      const [one, other] = [earlier, size].map((count) => ({ size: count, root: roots[count] }))
      for (const each of [spoiled(growth, bit), [...growth, growth[0]], growth.slice(1), growth.slice(0, -1)])
        assert.equal(await isConsistent(nodePrimitives, one, other, each), false)
      assert.equal(await isConsistent(nodePrimitives, { ...one, root: roots[0] }, other, growth), false)
      assert.equal(await isConsistent(nodePrimitives, one, { ...other, root: roots[0] }, growth), false)
      assert.equal(await isConsistent(nodePrimitives, other, one, growth), false)
    }),
    { numRuns: 200 },
  )
})

test('a proof that is too short or too long for its tree leads nowhere, even to a root that fits by chance', async () => {
  const leaf = await leafHashOf(nodePrimitives, entryOf(0))
  assert.deepEqual(
    Buffer.from((await rootByInclusion(nodePrimitives, leaf, { index: 0, size: 1, proof: [] })) ?? []),
    roots[1],
  )
  assert.equal(await rootByInclusion(nodePrimitives, leaf, { index: 0, size: 2, proof: [] }), null)
  assert.equal(await rootByInclusion(nodePrimitives, leaf, { index: 0, size: 1, proof: [leaf] }), null)
  assert.equal(await rootByInclusion(nodePrimitives, leaf, { index: 0, size: 2, proof: [leaf.subarray(1)] }), null)
  // The proof from 2 to 4 leaves, claimed to lead to a larger tree with the same root.
  const proof = await proveConsistency(2, 4, whole.read)
  const [two, four] = [2, 4].map((size) => ({ size, root: roots[size] }))
  assert.equal(await isConsistent(nodePrimitives, two, four, proof), true)
  assert.equal(await isConsistent(nodePrimitives, two, { ...four, size: 5 }, proof), false)
  // Two trees of one size are one tree, or a fork.
  assert.equal(await isConsistent(nodePrimitives, two, two, []), true)
  assert.equal(await isConsistent(nodePrimitives, two, { ...two, root: roots[3] }, []), false)
})

test('tiles have one path each', () => {
  assert.equal(pathOfTile({ level: 0, number: 1_234_067 }), 'tile/0/x001/x234/067')
  assert.equal(pathOfTile({ level: 'entries', number: 5 }, 17), 'tile/entries/005.p/17')
  fc.assert(
    fc.property(fc.nat(5), fc.nat(2 ** 30), fc.integer({ min: 1, max: 256 }), (level, number, width) => {
      assert.deepEqual(parseTilePath(pathOfTile({ level, number }, width)), { level, number, width })
    }),
  )
  for (const path of [
    'tile/0/5',
    'tile/0/x000/005',
    'tile/00/005',
    'tile/0/005.p/256',
    'tile/0/005.p/0',
    'tile/6/005',
    'tile/0/../005',
    'tile/0/005/',
  ])
    assert.equal(parseTilePath(path), undefined, path)
})
