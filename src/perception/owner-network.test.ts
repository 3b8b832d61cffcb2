import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#learning/random'
import { loadRuntime } from './networks/runtime.ts'
import { drawLayers, findGradients, judge, ownerSide, trainOwnerNetwork } from './owner-network.ts'
import { canSee, drawPicture } from './test-pictures.ts'

const skip = canSee ? false : 'the packages for perception are not installed'

test('the gradients are the slopes of the loss, in every layer', { skip }, async () => {
  const tf = await loadRuntime()
  const random = createRandom(3)
  const layers = drawLayers(random)
  const inputs = [0, 1, 2].map(() => Float32Array.from({ length: ownerSide * ownerSide * 3 }, random))
  const labels = [1, 0, 1] as const
  const gradients = layers.map(({ values }) => new Float32Array(values.length))
  await findGradients(tf, layers, inputs, labels, gradients)
  const lossAt = async () =>
    (
      await judge(
        tf,
        layers,
        inputs,
        labels.map((label) => ({ label })),
      )
    ).loss
  for (const [index, { values }] of layers.entries()) {
    // The steepest parameter of a layer shows its slope best above the noise of 32 bits.
    const steepest = gradients[index].reduce(
      (best, slope, at, all) => (Math.abs(slope) > Math.abs(all[best]) ? at : best),
      0,
    )
    const before = values[steepest]
    const reach = 2e-3
    values[steepest] = before + reach
    const above = await lossAt()
    values[steepest] = before - reach
    const slope = (above - (await lossAt())) / (2 * reach)
    values[steepest] = before
    const known = gradients[index][steepest]
    assert.ok(Math.abs(slope - known) < 0.05 * Math.abs(known) + 1e-3, `layer ${index}: ${slope} and ${known}`)
  }
})

test('the network learns which chips have a bright left half', { skip }, async () => {
  const random = createRandom(4)
  const chips = Array.from({ length: 32 }, (_, index) => ({
    label: (index % 2) as 0 | 1,
    chip: drawPicture(ownerSide, ownerSide, (x) =>
      Array(3).fill(60 + 60 * random() + (x < 32 === (index % 2 === 1) ? 90 : 0)),
    ),
  }))
  const network = await trainOwnerNetwork(chips.slice(0, 24), chips.slice(24), { epochs: 6, seed: 1 })
  const scores = await network.score(chips.slice(24).map(({ chip }) => chip))
  assert.deepEqual(
    scores.map((score) => (score >= 0.5 ? 1 : 0)),
    chips.slice(24).map(({ label }) => label),
  )
  assert.equal(network.parameters, 3 * 9 * 16 + 16 + 16 * 9 * 32 + 32 + 32 * 9 * 16 + 16 + 1024 * 256 + 256 + 257)
})
