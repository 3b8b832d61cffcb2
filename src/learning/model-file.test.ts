import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fitBoosting, predictAll } from './boosting.ts'
import { fitIsotonic } from './calibration.ts'
import type { KmeansModel } from './kmeans.ts'
import {
  decodeModel,
  encodeModel,
  fingerprintOf,
  type ModelFile,
  ModelFileError,
  readModel,
  writeModel,
} from './model-file.ts'
import { fitModel, modelKinds, type Recipe, scoreAll, scorerOf } from './models.ts'
import { createRandom } from './random.ts'
import { createTable } from './table.ts'

const random = createRandom(1)
const table = createTable(['amount', 'hour', '3'], new Float32Array(900).map(random))
const labels = Uint8Array.from({ length: 300 }, (_, row) => (random() < table.values[3 * row] ? 1 : 0))
const model = fitBoosting(table, labels, { trees: 10 })
const file: ModelFile = {
  card: {
    name: 'example',
    trainedAt: '2026-03-01T00:00:00Z',
    trainingWindow: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
    dataFingerprint: fingerprintOf(table, labels),
    rows: table.rows,
    positives: labels.filter((label) => label === 1).length,
    metrics: { averagePrecision: 0.1 + 0.2, '10': 1 / 3 },
  },
  model,
  calibration: fitIsotonic(predictAll(model, table), labels),
  thresholds: { review: 1e-7 },
}

test('a model that is written and read again is the same to the last bit', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'model-file-'))
  try {
    await writeModel(join(folder, 'example.model.json'), file)
    assert.deepEqual(await readModel(join(folder, 'example.model.json')), file)
    assert.deepEqual(await readdir(folder), ['example.model.json'])
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a file in which any one character of the model changed is refused', () => {
  const text = encodeModel(file)
  const start = text.indexOf('"body"')
  for (let at = start + 8; at < text.length - 4; at += 97) {
    if (!/[a-z0-9]/i.test(text[at])) continue
    const damaged = `${text.slice(0, at)}${text[at] === '1' ? '2' : '1'}${text.slice(at + 1)}`
    assert.throws(() => decodeModel(damaged), ModelFileError, `character ${at}`)
  }
})

test('a file of the first version is still read', () => {
  const first = encodeModel(file)
    .replace('learned-model', 'boosted-trees-model')
    .replace('"version": 2', '"version": 1')
  assert.deepEqual(decodeModel(first), file)
})

const recipes: Recipe[] = modelKinds.map((kind) => ({ kind }))
for (const recipe of recipes) {
  test(`a model of kind ${recipe.kind} is written, read and scores the same`, () => {
    const any = fitModel(table, labels, recipe)
    const read = decodeModel(encodeModel({ ...file, model: any })).model
    assert.deepEqual(read, any)
    const [scorer, scores] = [scorerOf(read), scoreAll(any, table)]
    for (const row of [0, 7, 299]) assert.equal(scorer(table.values, row * 3), scores[row])
  })
}

test('a model whose arrays do not fit one another is refused', () => {
  const any = fitModel(table, labels, { kind: 'kmeans' }) as KmeansModel
  const cut = { ...any, means: any.means.slice(0, 1) }
  assert.throws(() => decodeModel(encodeModel({ ...file, model: cut })), /It gives no score/)
  assert.throws(() => decodeModel(encodeModel({ ...file, model: { ...any, kind: 'oracle' } as never })), /oracle/)
})

test('a file that was cut off is refused', () => {
  assert.throws(() => decodeModel(encodeModel(file).slice(0, 500)), /The model file is damaged: it is not JSON\./)
})

test('a file of a later version is refused with both versions named', () => {
  const newer = encodeModel(file).replace('"version": 2', '"version": 3')
  assert.throws(() => decodeModel(newer), /has version 3; this program reads versions up to 2\./)
})

test('a file of something else is refused', () => {
  assert.throws(() => decodeModel('{"format":"recipe"}'), /not a model file/)
  assert.throws(() => decodeModel('7'), /not a model file/)
})

test('a file with a right checksum and impossible trees is refused', () => {
  const left = model.trees.left.map((child) => child + 100_000)
  const impossible = { ...file, model: { ...model, trees: { ...model.trees, left } } }
  assert.throws(() => decodeModel(encodeModel(impossible)), /A branch of a tree leads outside its nodes\./)
  const empty = { card: file.card } as ModelFile
  assert.throws(() => decodeModel(encodeModel(empty)), /Parts of it are missing/)
})

test('other data has another fingerprint', () => {
  const values = table.values.slice()
  values[0] += 1
  const others = [
    fingerprintOf(createTable(table.names, values), labels),
    fingerprintOf(createTable(['amount', 'hour', 'day'], table.values), labels),
    fingerprintOf(table, labels.toReversed()),
  ]
  assert.equal(new Set([...others, fingerprintOf(table, labels)]).size, 4)
})
