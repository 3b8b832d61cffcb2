import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { createRandom } from '#learning/random'
import { type Evidence, packPersonModel, readPersonModel, scorePerson, trainPerson } from './person.ts'

/** Pictures whose features say little and whose faces say much, or the other way round. */
const album = (count: number, seed: number) => {
  const random = createRandom(seed)
  const labels = Array.from({ length: count }, (_, index) => index % 2)
  const samples = labels.map((label): Evidence => {
    const isFaced = label === 1 ? random() < 0.8 : random() < 0.1
    const features = Float32Array.from({ length: 20 }, (_, index) => random() + (index === 0 ? 0.5 * label : 0))
    return { features, faces: isFaced ? [{ score: 0.7 + 0.3 * random(), meshScore: 0.9 }] : [] }
  })
  return { samples, labels }
}

test('features and faces together know more than features alone', () => {
  const [training, other] = [album(300, 1), album(300, 2)]
  const model = trainPerson(training.samples, training.labels, { epochs: 30 })
  const right = (pick: 'head' | 'combined') =>
    other.samples.filter((sample, row) => scorePerson(model, sample)[pick] > 0 === (other.labels[row] === 1)).length
  assert.ok(right('combined') > right('head') + 10, `${right('combined')} and ${right('head')}`)
})

test('a model written and read again says the same', async () => {
  const { samples, labels } = album(60, 3)
  const model = trainPerson(samples, labels, { epochs: 5 })
  const folder = await mkdtemp(join(tmpdir(), 'bank-test-person-'))
  const file = join(folder, 'person.weights')
  await writeFile(file, packPersonModel(model, 'a test'))
  const again = await readPersonModel(pathToFileURL(file))
  await rm(folder, { recursive: true })
  for (const sample of samples) {
    assert.ok(Math.abs(scorePerson(again, sample).combined - scorePerson(model, sample).combined) < 1e-4)
  }
})

test('the shipped model takes the 1,280 features of MobileNetV2', async () => {
  const { head, combiner } = await readPersonModel()
  assert.deepEqual([head.weights.length, combiner.weights.length], [1280, 4])
})
