import assert from 'node:assert/strict'
import { test } from 'node:test'
import { predictLogOdds } from './boosting.ts'
import { fitMembers } from './ensemble/members.ts'
import { widenRow } from './ensemble/oddness.ts'
import { type EnsembleOptions, fitEnsemble, scoreAllEnsemble, scoreEnsemble } from './ensemble.ts'
import { rocAuc } from './metrics.ts'
import { scoreNetwork } from './network.ts'
import { createRandom, drawNormal } from './random.ts'
import { createTable, rowOf, selectRows, type Table } from './table.ts'

const quick: EnsembleOptions = {
  bags: 2,
  ratio: 4,
  boosting: { trees: 15, depth: 3, bins: 64 },
  network: { hidden: [6, 4], epochs: 4 },
}

/** Rows of which one in ten is positive: where two columns are large together, or one is missing and another small. */
const draw = (seed: number, rows: number): { table: Table; labels: Uint8Array } => {
  const random = createRandom(seed)
  const values = new Float32Array(4 * rows).map((_, index) =>
    index % 4 === 2 && random() < 0.1 ? Number.NaN : drawNormal(random),
  )
  const labels = new Uint8Array(rows).map((_, row) => {
    const [first, second, third, fourth] = values.subarray(4 * row, 4 * row + 4)
    const score = Number.isNaN(third) ? -fourth : first * second - 1.5
    return random() < 1 / (1 + Math.exp(-3 * (score - 0.5))) ? 1 : 0
  })
  return { table: createTable(['a', 'b', 'c', 'd'], values), labels }
}

const early = draw(1, 3000)
const later = draw(2, 3000)
const model = fitEnsemble(early.table, early.labels, quick)

test('the score is the base, the trees of all bags and the weighed networks', () => {
  const wide = new Float32Array(7)
  for (let row = 0; row < 50; row++) {
    widenRow(model.oddness, rowOf(later.table, row), 0, wide)
    const networks = model.networks.reduce((sum, network) => sum + scoreNetwork(network, wide), 0)
    const expected = predictLogOdds(model.trees, wide) + model.networkWeight * networks
    assert.equal(scoreEnsemble(model, rowOf(later.table, row)), expected)
  }
})

test('one row is scored as among many', () => {
  const scores = scoreAllEnsemble(model, later.table)
  for (let row = 0; row < 200; row++) {
    assert.equal(scoreEnsemble(model, later.table.values, 4 * row), scores[row])
  }
})

test('later rows are predicted far better than by chance, and probabilities fit without any calibration', () => {
  const scores = scoreAllEnsemble(model, later.table)
  assert.ok(rocAuc(scores, later.labels) > 0.85, `${rocAuc(scores, later.labels)}`)
  // The bags hold a fifth of positives; the combiner has to bring the share back to that of the rows.
  const expected = scores.reduce((sum, score) => sum + 1 / (1 + Math.exp(-score)), 0)
  const found = later.labels.reduce((sum, label) => sum + label, 0)
  assert.ok(Math.abs(expected / found - 1) < 0.25, `${expected} and ${found}`)
})

test('the same seed gives the same model and another seed another one', () => {
  assert.deepEqual(fitEnsemble(early.table, early.labels, quick), model)
  assert.notDeepEqual(fitEnsemble(early.table, early.labels, { ...quick, seed: 2 }).trees, model.trees)
})

test('a network starts from the one of the bag before, unless passing is turned off', () => {
  const options = {
    bags: 2,
    ratio: 4,
    generation: 0,
    isPassing: true,
    boosting: quick.boosting,
    network: quick.network,
    seed: 1,
  }
  const settings = { ...options, boosting: quick.boosting ?? {}, network: quick.network ?? {} }
  const passing = fitMembers(early.table, early.labels, settings, () => {}).networks
  const alone = fitMembers(early.table, early.labels, { ...settings, isPassing: false }, () => {}).networks
  assert.deepEqual(passing[0], alone[0])
  assert.deepEqual(passing[1].scaling, passing[0].scaling)
  assert.notDeepEqual(passing[1].layers, alone[1].layers)
})

test('synthetic positives join each bag, as many as asked for', () => {
  const positives = early.labels.reduce((sum, label) => sum + label, 0)
  const settings = {
    bags: 1,
    ratio: 2,
    isPassing: true,
    boosting: { trees: 1, depth: 1, rowShare: 1 },
    network: quick.network ?? {},
    seed: 1,
  }
  const rootCovers = [0, 1.5].map(
    (generation) =>
      fitMembers(early.table, early.labels, { ...settings, generation }, () => {}).trees[0].trees.cover[0],
  )
  assert.equal(rootCovers[0], 3 * positives)
  assert.equal(rootCovers[1], 3 * positives + Math.round(1.5 * positives))
})

test('rows that the combiner is fitted on are not among those of its members', () => {
  // The last quarter says the opposite of the rest. Members that had seen it would be trusted; members that had not are not.
  const rows = 2000
  const random = createRandom(5)
  const values = new Float32Array(rows).map(() => random())
  const labels = new Uint8Array(rows).map((_, row) => Number(values[row] > 0.8 === row < 0.75 * rows))
  const turned = fitEnsemble(createTable(['a'], values), labels, quick)
  assert.equal(turned.networkWeight, 0)
  assert.ok(turned.trees.trees.value.every((value) => Math.abs(value) < 1e-9))
})

test('few positives are enough to train, many rows of one kind are not', () => {
  const few = Uint8Array.from(early.labels, (label, row) => (row < 40 ? label : 0))
  assert.ok(Number.isFinite(scoreEnsemble(fitEnsemble(early.table, few, quick), rowOf(later.table, 0))))
  assert.throws(
    () =>
      fitEnsemble(
        early.table,
        early.labels.map(() => 0),
        quick,
      ),
    /Both labels/,
  )
})

test('progress counts every member of both rounds', () => {
  const seen: number[] = []
  const small = selectRows(
    early.table,
    Uint32Array.from({ length: 400 }, (_, row) => row),
  )
  fitEnsemble(small, early.labels.subarray(0, 400), quick, ({ done, of }) => seen.push(done / of))
  assert.equal(seen.at(-1), 1)
  assert.deepEqual(
    seen,
    [...seen].sort((left, right) => left - right),
  )
})

test('what makes no sense is refused', () => {
  const fit = (options: EnsembleOptions) => () => fitEnsemble(early.table, early.labels, { ...quick, ...options })
  assert.throws(fit({ bags: 0 }), /At least one bag/)
  assert.throws(fit({ ratio: 0 }), /needs negative rows/)
  assert.throws(fit({ generation: -1 }), /0 or more/)
  assert.throws(fit({ combinerShare: 1 }), /between 0 and 1/)
  assert.throws(fit({ weights: Float32Array.of(1) }), /one weight/)
  assert.throws(() => scoreAllEnsemble(model, createTable(['x'], Float32Array.of(1))), /other columns/)
})
