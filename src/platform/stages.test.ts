import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createStages } from './stages.ts'

test('each stage is noted with the time that its work took, work that fails as well', async () => {
  let nowMs = 0
  const noted: [string, number][] = []
  const stages = createStages<'rules' | 'lane'>(
    () => nowMs,
    (stage, ms) => void noted.push([stage, ms]),
  )
  const work = (ms: number) => async () => {
    nowMs += ms
    return ms
  }
  assert.equal(await stages.time('rules', work(3)), 3)
  const failing = async () => {
    nowMs += 5
    throw new Error('no')
  }
  await assert.rejects(stages.time('lane', failing), /no/)
  assert.deepEqual(noted, [
    ['rules', 3],
    ['lane', 5],
  ])
})
