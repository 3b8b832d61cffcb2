import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logLoss, rocAuc } from './metrics.ts'
import { fitNetwork, type NetworkModel, type NetworkOptions, scoreAllNetwork, scoreNetwork } from './network.ts'
import { createRandom, drawNormal } from './random.ts'
import { createTable, type LabeledTable, selectRows, tableFromRows } from './table.ts'
import { drawSample } from './test-samples.ts'

const small: NetworkOptions = { hidden: [8, 4], epochs: 3, batch: 64 }

test('a network scores as worked out by hand', () => {
  const model: NetworkModel = {
    kind: 'network',
    columns: ['a', 'b'],
    scaling: fitNetwork(
      tableFromRows(
        ['a', 'b'],
        [
          [-1, 0],
          [1, 2],
        ],
      ),
      Uint8Array.of(0, 1),
      small,
    ).scaling,
    layers: [
      { inputs: 2, outputs: 2, weights: Float32Array.of(1, -1, 2, 0), biases: Float32Array.of(0, 0.5) },
      { inputs: 2, outputs: 1, weights: Float32Array.of(1, 10), biases: Float32Array.of(-1) },
      { inputs: 1, outputs: 1, weights: Float32Array.of(3), biases: Float32Array.of(0.25) },
    ],
  }
  // Inputs a and b - 1. At (2, 3): units 2 + 4 = 6 and -2 + 0.5 < 0, then 6 - 1 = 5, then 15.25.
  assert.equal(scoreNetwork(model, Float32Array.of(2, 3)), 15.25)
  // At (-2, 1): units -2 < 0 and 2.5, then 25 - 1 = 24, then 72.25.
  assert.equal(scoreNetwork(model, Float32Array.of(9, -2, 1), 1), 72.25)
})

test('a network learns what no line can part', () => {
  const early = drawChecks(1, 3000)
  const later = drawChecks(2, 1000)
  const model = fitNetwork(early.table, early.labels, { hidden: [16, 8], learningRate: 0.01, batch: 64 })
  assert.ok(rocAuc(scoreAllNetwork(model, later.table), later.labels) > 0.98)
})

test('a row alone gets bit by bit the score that it gets among others', () => {
  const { table, labels } = drawSample(3, 700, 5)
  const model = fitNetwork(table, labels, small)
  const scores = scoreAllNetwork(model, table)
  for (let row = 0; row < table.rows; row++) {
    assert.equal(scoreNetwork(model, table.values, row * table.columns), scores[row])
  }
})

test('the same seed gives the same network and another seed another one', () => {
  const { table, labels } = drawSample(4, 500, 3)
  const model = fitNetwork(table, labels, { ...small, seed: 7 })
  assert.deepEqual(fitNetwork(table, labels, { ...small, seed: 7 }), model)
  assert.notDeepEqual(fitNetwork(table, labels, { ...small, seed: 8 }).layers, model.layers)
})

test('a row of weight three counts like three rows, where all rows make one batch', () => {
  const { table, labels } = drawSample(5, 60, 3)
  const weights = Array.from(labels, (_, row) => [3, 1, 0][row % 3])
  const repeated = weights.flatMap((weight, row) => Array<number>(weight).fill(row))
  const options = { ...small, epochs: 20, batch: 1000, validationShare: 0 }

  const weighted = fitNetwork(table, labels, { ...options, weights })
  const copied = fitNetwork(
    selectRows(table, repeated),
    Uint8Array.from(repeated, (row) => labels[row]),
    options,
  )
  const [scores, expected] = [weighted, copied].map((model) => scoreAllNetwork(model, table))
  for (const [row, score] of scores.entries()) assert.ok(Math.abs(score - expected[row]) < 1e-4)
})

test('training goes on from an earlier network, in its scaling', () => {
  const early = drawSample(6, 400, 3)
  const later = drawSample(7, 100, 3)
  const start = fitNetwork(early.table, early.labels, { ...small, epochs: 10 })
  const still = fitNetwork(later.table, later.labels, { start, learningRate: 1e-12, epochs: 1, validationShare: 0 })

  assert.deepEqual(still.scaling, start.scaling)
  const [scores, expected] = [still, start].map((model) => scoreAllNetwork(model, later.table))
  for (const [row, score] of scores.entries()) assert.ok(Math.abs(score - expected[row]) < 1e-5)
  const moved = fitNetwork(later.table, later.labels, { start, epochs: 5, learningRate: 0.01 })
  assert.notDeepEqual(moved.layers, start.layers)
})

test('training stops when later rows are predicted no better, and keeps the best epoch', () => {
  const early = drawSample(8, 200, 4)
  const later = drawSample(9, 400, 4)
  const losses: number[] = []
  const options = { hidden: [16, 16], learningRate: 0.02, batch: 32, epochs: 100, patience: 4 } as const
  const model = fitNetwork(early.table, early.labels, { ...options, validation: later }, ({ validationLoss }) =>
    losses.push(validationLoss ?? 0),
  )
  const best = Math.min(...losses)
  assert.ok(losses.length < 100)
  assert.equal(losses.length, losses.indexOf(best) + 1 + 4)
  const probabilities = scoreAllNetwork(model, later.table).map((score) => 1 / (1 + Math.exp(-score)))
  assert.ok(Math.abs(logLoss(probabilities, later.labels) - best) < 1e-6)
})

test('a penalty draws weights to 0', () => {
  const { table, labels } = drawSample(10, 500, 3)
  const sizeOf = (l2: number) =>
    fitNetwork(table, labels, { ...small, epochs: 20, learningRate: 0.01, l2 }).layers[1].weights.reduce(
      (sum, weight) => sum + weight ** 2,
      0,
    )
  assert.ok(sizeOf(0.1) < 0.5 * sizeOf(0))
})

test('values that are missing, infinite, tiny or always the same give finite scores', () => {
  const { NaN: missing, POSITIVE_INFINITY: far } = Number
  const rows = Array.from({ length: 40 }, (_, row) => [
    missing,
    5,
    row % 4 ? row : far,
    row % 3 ? row : -far,
    row * 1e-42,
  ])
  const table = tableFromRows(['empty', 'constant', 'far', 'near', 'tiny'], rows)
  for (const shape of ['standard', 'log', 'quantile'] as const) {
    const model = fitNetwork(
      table,
      Uint8Array.from(rows, (_, row) => Number(row > 19)),
      { ...small, shape },
    )
    const strange = [...rows, [1, 3e38, -far, far, missing], Array(5).fill(missing), Array(5).fill(-3e38)]
    for (const row of strange)
      assert.ok(Number.isFinite(scoreNetwork(model, Float32Array.from(row))), `${shape} ${row}`)
  }
})

test('two rows are enough', () => {
  const table = tableFromRows(['a'], [[0], [1]])
  const model = fitNetwork(table, Uint8Array.of(0, 1), { learningRate: 0.05, epochs: 30 })
  assert.ok(scoreNetwork(model, Float32Array.of(1)) > 1 && scoreNetwork(model, Float32Array.of(0)) < -1)
})

test('what makes no sense is refused', () => {
  const { table, labels } = drawSample(11, 30, 2)
  const refuse = (options: NetworkOptions, reason: RegExp) =>
    assert.throws(() => fitNetwork(table, labels, options), { name: 'RangeError', message: reason })
  refuse({ hidden: [0, 4] }, /1 to 1,024 units/)
  refuse({ epochs: 0 }, /Epochs/)
  refuse({ batch: 0.5 }, /A batch/)
  refuse({ learningRate: 0 }, /learning rate/)
  refuse({ l2: -1 }, /penalty/)
  refuse({ validationShare: 1 }, /At most half/)
  refuse({ weights: [1] }, /one weight/)
  refuse({ weights: Array(30).fill(Number.NaN) }, /finite/)
  refuse({ weights: labels }, /Both labels must carry weight/)
  refuse({ validation: drawSample(1, 30, 3) }, /other columns/)
  const start = fitNetwork(table, labels, small)
  refuse({ start, hidden: [8, 5] }, /other layers/)
  const other = drawSample(1, 30, 3)
  assert.throws(() => fitNetwork(other.table, other.labels, { start }), /other columns/)
  assert.throws(() => scoreAllNetwork(start, other.table), /other columns/)
  assert.throws(() => fitNetwork(table, labels.fill(1)), /Both labels/)
})

/** Points whose label is whether their two coordinates have the same sign. */
function drawChecks(seed: number, rows: number): LabeledTable {
  const random = createRandom(seed)
  const table = createTable(
    ['x', 'y'],
    new Float32Array(rows * 2).map(() => drawNormal(random)),
  )
  const labels = new Uint8Array(rows).map((_, row) =>
    Number(table.values[2 * row] > 0 === table.values[2 * row + 1] > 0),
  )
  return { table, labels }
}
