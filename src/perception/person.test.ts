import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { createRandom } from '#learning/random'
import { type PersonSample, packPersonModel, readPersonModel, scorePerson, trainPerson } from './person.ts'

/** Pictures whose features say little and whose faces say much, or the other way round. */
const album = (count: number, seed: number) => {
  const random = createRandom(seed)
  const labels = Array.from({ length: count }, (_, index) => index % 2)
  const samples = labels.map((label): PersonSample => {
    const isFaced = label === 1 ? random() < 0.8 : random() < 0.1
    const features = Float32Array.from({ length: 20 }, (_, index) => random() + (index === 0 ? 0.5 * label : 0))
    return {
      views: [features],
      squares: [features],
      faces: isFaced ? [{ score: 0.7 + 0.3 * random(), meshScore: 0.9 }] : [],
    }
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

test('who is on one square of a picture is on the picture', () => {
  const { samples, labels } = album(300, 4)
  const model = trainPerson(samples, labels, { epochs: 30 })
  const [nobody, somebody] = [0, 1].map((label) => samples[labels.indexOf(label)].squares[0])
  const score = (...squares: Float32Array[]) => scorePerson(model, { squares, faces: [] }).head
  assert.equal(score(nobody, somebody, nobody), Math.max(score(nobody), score(somebody)))
})

test('the head learns every view, and a mirror image as much as the picture', () => {
  const { samples, labels } = album(200, 5)
  // The picture alone says nothing; its mirror image says all.
  const blind = samples.map((sample, row) => {
    const mirrored = sample.views[0].map((value, index) => (index === 1 ? 3 * labels[row] : value))
    return { ...sample, views: [sample.views[0], mirrored], squares: [mirrored], faces: [] }
  })
  const model = trainPerson(blind, labels, { epochs: 30 })
  const right = blind.filter((sample, row) => scorePerson(model, sample).combined > 0 === (labels[row] === 1))
  assert.ok(right.length > 190, `${right.length}`)
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
  assert.deepEqual([head.weights.length, combiner.weights.length], [1280, 2])
})
