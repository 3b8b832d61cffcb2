import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { createRandom } from '#learning/random'
import { Refusal } from '#platform/refusal'
import { isBusy } from './lane-design.ts'
import { measureClosed, measureOpen } from './load.ts'
import { createOrders } from './orders.ts'

const load = (send: () => Promise<void>) => ({
  send,
  next: createOrders(10, 1, createRandom(1), () => 0),
  warmUpMs: 0,
  measureMs: 50,
  now: () => performance.now(),
  stopping: new AbortController().signal,
})

test('no more orders are under way than there are callers, and each answer is counted', async () => {
  let [underWay, most, sent] = [0, 0, 0]
  const send = async () => {
    most = Math.max(most, ++underWay)
    sent++
    await turn()
    underWay--
  }
  const { acknowledged } = await measureClosed(load(send), 7)
  assert.equal(most, 7)
  assert.equal(acknowledged.count, sent)
})

test('one failure ends a run and is told', async () => {
  const send = () => turn().then(() => Promise.reject(new Error('the database is gone')))
  await assert.rejects(measureClosed(load(send), 7), /the database is gone/)
  await assert.rejects(measureOpen(load(send), 1000, isBusy), /the database is gone/)
})

test('what the lane refuses for lack of room is dropped, and not acknowledged', async () => {
  let sent = 0
  const send = () =>
    ++sent % 2 === 0 ? turn() : Promise.reject(new Refusal('too-busy', 503, 'Too many are waiting.', 1))
  const { offered, dropped, acknowledged } = await measureOpen(load(send), 2000, isBusy)
  assert.deepEqual([offered, dropped, acknowledged.count], [100, 50, 50])
})

test('an order that waited for its turn counts from the time at which it was due', async () => {
  // Time jumps while the first order is sent: all later ones are sent late, some too late to be sent at all.
  let jumpMs = 0
  const now = () => performance.now() + jumpMs
  const send = async () => {
    jumpMs = 1500
  }
  const { offered, dropped, latency } = await measureOpen({ ...load(send), now, measureMs: 2000 }, 100, isBusy)
  assert.equal(offered, 200)
  assert.ok(dropped >= 40, `${dropped}`)
  // About a hundred of the hundred and fifty that are sent were due up to a second before.
  assert.ok((latency.percentile(0.6) ?? 0) >= 100, `${latency.percentile(0.6)}`)
})

test('a run that is told to stop stops', async () => {
  const stopping = AbortSignal.abort()
  await assert.rejects(measureClosed({ ...load(() => turn()), stopping }, 2), { name: 'AbortError' })
  await assert.rejects(measureOpen({ ...load(() => turn()), stopping }, 100, isBusy), { name: 'AbortError' })
})
