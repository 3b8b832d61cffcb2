import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planScenes, shotsOf } from './plan.ts'

const limits = { leastFrames: 6, mostFrames: 24 }

test('a person looks ahead first, and again after each motion', () => {
  const scenes = planScenes({ ...limits, motions: ['turn-left', 'look-up'] })
  assert.deepEqual(
    scenes.map(({ ask }) => ask),
    ['ahead', 'turn-left', 'ahead', 'look-up', 'ahead'],
  )
  assert.equal(scenes[0].shots, 2)
})

test('there are eight pictures where the bank takes as many, more where it wants more, and never more than it takes', () => {
  const countOf = (least: number, most: number, motions: ('turn-left' | 'blink')[]) =>
    shotsOf(planScenes({ leastFrames: least, mostFrames: most, motions }))
  assert.equal(countOf(6, 24, ['turn-left']), 8)
  assert.equal(countOf(12, 24, ['turn-left', 'blink']), 12)
  assert.equal(countOf(6, 6, ['turn-left', 'blink']), 6)
  assert.equal(countOf(6, 24, ['turn-left', 'blink', 'turn-left', 'blink']), 10)
})

test('more pictures are taken of the motions, by turns', () => {
  const scenes = planScenes({ ...limits, motions: ['turn-left', 'turn-right'] })
  assert.deepEqual(
    scenes.map(({ shots }) => shots),
    [2, 2, 1, 2, 1],
  )
})
