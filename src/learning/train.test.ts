import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitModel, type Recipe } from './models.ts'
import { createRandom } from './random.ts'
import { createTable } from './table.ts'
import { trainMany, trainModel } from './train.ts'

const random = createRandom(2)
const table = createTable(['a', 'b', 'c'], new Float32Array(60_000).map(random))
const labels = Uint8Array.from({ length: 20_000 }, (_, row) => (random() < table.values[3 * row] ** 2 ? 1 : 0))
const boosting = (options: object): Recipe => ({ kind: 'boosting', options })

test('a thread of its own trains the same model and tells how far it is', async () => {
  const recipe = boosting({ trees: 8, rowShare: 0.7, columnShare: 0.7, seed: 5 })
  const shares: number[] = []
  const task = { table, labels, recipe }
  const { model, seconds } = await trainModel(task, { onProgress: (share) => shares.push(share) })

  assert.deepEqual(model, fitModel(table, labels, recipe))
  assert.deepEqual(
    shares.map((share) => share * 8),
    [1, 2, 3, 4, 5, 6, 7, 8],
  )
  assert.ok(seconds > 0)
})

test('models are the same with any number of workers, and come in the order of their tasks', async () => {
  const recipes: Recipe[] = [
    boosting({ trees: 6, rowShare: 0.5, seed: 1 }),
    { kind: 'isolation-forest', options: { seed: 3 } },
    { kind: 'kmeans', options: { batches: 20 } },
    { kind: 'pca' },
    boosting({ trees: 2, rowShare: 0.5, seed: 2 }),
  ]
  const tasks = recipes.map((recipe) => ({ table, labels, recipe }))
  const [one, three] = [await trainMany(tasks, { workers: 1 }), await trainMany(tasks, { workers: 3 })]
  assert.deepEqual(
    one.map(({ model }) => model),
    three.map(({ model }) => model),
  )
  assert.deepEqual(
    three.map(({ model }) => model.kind),
    recipes.map(({ kind }) => kind),
  )
})

test('a training that is aborted ends at once and says why', async () => {
  const abort = new AbortController()
  const tasks = [1, 2, 3].map((seed) => ({ table, labels, recipe: boosting({ trees: 2_000, seed }) }))
  const onProgress = (share: number) => {
    if (share >= 3 / 2_000) abort.abort(new Error('enough'))
  }
  await assert.rejects(trainMany(tasks, { workers: 2, signal: abort.signal, onProgress }), /enough/)
})

test('a training that was aborted before does not start', async () => {
  const signal = AbortSignal.abort(new Error('too late'))
  await assert.rejects(trainModel({ table, labels, recipe: boosting({}) }, { signal }), /too late/)
})

test('a refusal in a thread arrives as the same error, and ends the others', async () => {
  const tasks = [boosting({ trees: 2_000 }), boosting({ bins: 1 })].map((recipe) => ({ table, labels, recipe }))
  await assert.rejects(trainMany(tasks, { workers: 2 }), { name: 'RangeError', message: /between 2 and 4096/ })
  await assert.rejects(trainMany(tasks, { workers: 0 }), /At least one worker/)
})

test('the table still belongs to the caller afterwards', async () => {
  await trainModel({ table, labels, recipe: boosting({ trees: 1 }) })
  assert.equal(table.values.length, 60_000)
})
