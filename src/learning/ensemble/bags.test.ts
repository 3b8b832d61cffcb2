import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../random.ts'
import { createDealer } from './bags.ts'

const labels = Uint8Array.from({ length: 60 }, (_, row) => (row % 20 === 0 ? 1 : 0))

test('a bag holds every positive and so many negatives, each once, in the order of the table', () => {
  const bag = createDealer(createRandom(1), labels, 5).nextBag()
  assert.equal(bag.length, 3 + 15)
  assert.deepEqual(
    [...bag].filter((row) => labels[row] === 1),
    [0, 20, 40],
  )
  assert.deepEqual(
    [...bag],
    [...new Set(bag)].sort((left, right) => left - right),
  )
})

test('the next bags hold other negatives until all have been dealt', () => {
  const dealer = createDealer(createRandom(2), labels, 5)
  const negatives = [1, 2, 3].flatMap(() => [...dealer.nextBag()].filter((row) => labels[row] === 0))
  assert.equal(new Set(negatives).size, 45)
})

test('where negatives are few a bag holds them all', () => {
  assert.equal(createDealer(createRandom(3), labels, 1000).nextBag().length, 60)
})
