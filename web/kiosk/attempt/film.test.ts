import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Scene } from '../camera/plan.ts'
import { type FilmNeeds, film } from './film.ts'

const scenes: Scene[] = [
  { ask: 'ahead', shots: 2 },
  { ask: 'turn-left', shots: 2 },
  { ask: 'ahead', shots: 1 },
]

const studio = (changes: Partial<FilmNeeds> = {}) => {
  const [told, asked]: [string[], string[]] = [[], []]
  let clock = 0
  const needs: FilmNeeds = {
    ask: async (ask, share) => {
      asked.push(ask)
      told.push(`${ask} at ${share}`)
    },
    taken: (share) => told.push(`picture, ${share}`),
    grab: async () => Uint8Array.from([clock & 255, clock >> 8]),
    wait: async (ms) => {
      clock += ms
    },
    elapsed: () => clock,
    signal: new AbortController().signal,
    ...changes,
  }
  return { needs, told, asked }
}

test('each picture is taken after its motion was asked for, and says when', async () => {
  const { needs, told } = studio()
  const frames = await film(scenes, needs)
  assert.deepEqual(told, [
    'ahead at 0',
    'picture, 0.2',
    'picture, 0.4',
    'turn-left at 0.4',
    'picture, 0.6',
    'picture, 0.8',
    'ahead at 0.8',
    'picture, 1',
  ])
  assert.deepEqual(
    frames?.map(({ atMs }) => atMs),
    [900, 1180, 2080, 2360, 3260],
  )
})

test('a clock that stands still gives no two pictures the same moment', async () => {
  const frames = await film(scenes, studio({ elapsed: () => 7.4 }).needs)
  assert.deepEqual(
    frames?.map(({ atMs }) => atMs),
    [7, 8, 9, 10, 11],
  )
})

test('a camera that fails, or a person who stops, leaves no film', async () => {
  let pictures = 0
  const failing = studio({ grab: async () => (++pictures < 3 ? new Uint8Array(1) : undefined) })
  assert.equal(await film(scenes, failing.needs), undefined)
  const stopped = new AbortController()
  const { needs, asked } = studio({ signal: stopped.signal, taken: () => stopped.abort() })
  assert.equal(await film(scenes, needs), undefined)
  assert.deepEqual(asked, ['ahead'])
})
