import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BoostingRound, fitBoosting } from './boosting.ts'
import { createRandom } from './random.ts'
import { createTable } from './table.ts'
import { trainBoosting } from './train.ts'

const random = createRandom(2)
const table = createTable(['a', 'b', 'c'], new Float32Array(60_000).map(random))
const labels = Uint8Array.from({ length: 20_000 }, (_, row) => (random() < table.values[3 * row] ** 2 ? 1 : 0))

test('a thread of its own trains the same model and tells of every round', async () => {
  const options = { trees: 8, rowShare: 0.7, columnShare: 0.7, seed: 5 }
  const rounds: BoostingRound[] = []
  const model = await trainBoosting(table, labels, options, { onRound: (round) => rounds.push(round) })

  assert.deepEqual(model, fitBoosting(table, labels, options))
  assert.deepEqual(
    rounds.map(({ round }) => round),
    [1, 2, 3, 4, 5, 6, 7, 8],
  )
})

test('a training that is aborted ends at once and says why', async () => {
  const abort = new AbortController()
  const training = trainBoosting(
    table,
    labels,
    { trees: 2000 },
    {
      signal: abort.signal,
      onRound: ({ round }) => {
        if (round === 3) abort.abort(new Error('enough'))
      },
    },
  )
  await assert.rejects(training, /enough/)
})

test('a training that was aborted before does not start', async () => {
  const signal = AbortSignal.abort(new Error('too late'))
  await assert.rejects(trainBoosting(table, labels, {}, { signal }), /too late/)
})

test('a refusal in the thread arrives as the same error', async () => {
  await assert.rejects(trainBoosting(table, labels, { bins: 1 }), { name: 'RangeError', message: /between 2 and 4096/ })
})

test('the table still belongs to the caller afterwards', async () => {
  await trainBoosting(table, labels, { trees: 1 })
  assert.equal(table.values.length, 60_000)
})
