import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRest } from './rest.ts'

const resting = (times: number) => {
  let now = 1_000
  const rests: number[] = []
  const wait = async (ms: number) => {
    rests.push(ms)
    now += ms
  }
  const rest = createRest(times, () => now, wait)
  const after = (workMs: number) => {
    now += workMs
    return rest()
  }
  return { rests, after }
}

test('a rest lasts as many times as long as the piece of work before it, not counting the rest before that', async () => {
  const { after, rests } = resting(4)
  await after(3)
  await after(0.5)
  await after(10)
  assert.deepEqual(rests, [12, 2, 40])
})

test('a piece of work that was held up does not lengthen its rest without bound', async () => {
  const { after, rests } = resting(4)
  await after(60_000)
  await after(2)
  assert.deepEqual(rests, [100, 8])
})
