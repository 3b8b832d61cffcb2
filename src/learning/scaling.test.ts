import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom, shuffle } from './random.ts'
import { normalQuantile } from './scaling/quantiles.ts'
import { columnOfInput, fitScaling, inputsOf, type ScalingOptions, scaleTable } from './scaling.ts'
import { selectRows, type Table, tableFromRows } from './table.ts'
import { drawSample } from './test-samples.ts'

const { NaN: missing, POSITIVE_INFINITY: far } = Number

test('standard inputs have mean 0 and deviation 1, as worked out by hand', () => {
  assert.deepEqual(scale(['a'], [[1], [3], [1], [3]]), [[-1], [1], [-1], [1]])
})

test('a missing value becomes the median and sets an indicator', () => {
  const inputs = scale(
    ['a', 'b'],
    [
      [1, 0],
      [missing, 1],
      [1, 0],
      [5, 1],
    ],
  )
  // Filled in, the column is 1, 1, 1, 5: mean 2, deviation the root of 3. The indicator is 0, 1, 0, 0.
  const third = Math.sqrt(3)
  assert.deepEqual(
    inputs,
    [
      [-1 / third, -1, -1 / third],
      [-1 / third, 1, third],
      [-1 / third, -1, -1 / third],
      [third, 1, -1 / third],
    ].map((row) => row.map(Math.fround)),
  )
})

test('the median is one of the values, whatever their signs', () => {
  const rows = [[-3], [4], [missing], [-8], [-0.5], [2]]
  const { fill, low, high } = fitScaling(tableFromRows(['a'], rows), Float64Array.of(1, 1, 1, 1, 1, 1))
  assert.deepEqual([fill[0], low[0], high[0]], [-0.5, -8, 4])
})

test('an indicator belongs to its column, and there are none if they are not wanted', () => {
  const table = tableFromRows(
    ['a', 'b', 'c'],
    [
      [missing, 1, missing],
      [missing, 2, 3],
    ],
  )
  const scaling = fitScaling(table, Float64Array.of(1, 1))
  // A column that is always missing has nothing to indicate.
  assert.deepEqual([...scaling.indicators], [2])
  assert.deepEqual(
    [0, 1, 2, 3].map((input) => columnOfInput(scaling, input)),
    [0, 1, 2, 2],
  )
  assert.equal(inputsOf(fitScaling(table, Float64Array.of(1, 1), { indicators: false })), 3)
})

test('infinities become the largest and the smallest value', () => {
  assert.deepEqual(scale(['a'], [[1], [3], [-far], [far]]), [[-1], [1], [-1], [1]])
})

test('no input is further than a thousand deviations away', () => {
  const table = tableFromRows(['a'], [[0], [1e-3]])
  const scaling = fitScaling(table, Float64Array.of(1, 1))
  assert.deepEqual([...scaleTable(scaling, tableFromRows(['a'], [[3e38], [-3e38]]))], [1000, -1000])
})

test('columns of one value, or of none, give 0 whatever comes later', () => {
  const table = tableFromRows(
    ['constant', 'empty', 'far'],
    [
      [0.1, missing, far],
      [0.1, missing, far],
      [0.1, missing, -far],
    ],
  )
  for (const shape of ['standard', 'log', 'quantile'] as const) {
    const scaling = fitScaling(table, Float64Array.of(0.1, 0.3, 0.7), { shape })
    const later = tableFromRows(table.names, [
      [0.1, missing, far],
      [7, 8, 9],
    ])
    assert.deepEqual([...scaleTable(scaling, later)].map(Math.abs), Array(6).fill(0))
  }
})

test('the log keeps the sign', () => {
  const inputs = scale(['a'], [[Math.E - 1], [1 - Math.E], [Math.E - 1], [1 - Math.E]], { shape: 'log' })
  assert.deepEqual(
    inputs.map(([input]) => Math.round(input * 1e6)),
    [1e6, -1e6, 1e6, -1e6],
  )
})

test('normal scores are those of the middle ranks', () => {
  // Ranks 1/8, then 2 twice in the middle at 4/8, then 7/8.
  const inputs = scale(['a'], [[2], [9], [2], [1]], { shape: 'quantile' })
  assert.deepEqual(
    inputs.map(([input]) => Math.round(input * 1e6)),
    [0, 1414214, 0, -1414214],
  )
})

test('normal scores follow the tables of the normal distribution', () => {
  for (const [chance, expected] of [
    [0.5, 0],
    [0.975, 1.959964],
    [0.025, -1.959964],
    [0.9, 1.281552],
    [1e-4, -3.719016],
    [1 - 1e-7, 5.199338],
  ]) {
    assert.ok(Math.abs(normalQuantile(chance) - expected) < 1e-5, `${chance}`)
  }
  // Beyond exp(-25) the second tail begins.
  assert.ok(Math.abs(normalQuantile(1e-15) + 7.941345) < 1e-4)
})

test('few quantiles of many values still give a normal distribution that rises with the value', () => {
  const random = createRandom(1)
  const rows = Array.from({ length: 20_000 }, () => [random() ** 3])
  const table = tableFromRows(['a'], rows)
  const scaling = fitScaling(table, new Float64Array(rows.length).fill(1), { shape: 'quantile', quantiles: 200 })
  const inputs = scaleTable(scaling, table)
  const order = Array.from(rows, (_, row) => row).sort((left, right) => table.values[left] - table.values[right])
  assert.ok((scaling.quantiles?.values.length ?? 0) <= 201)
  for (let rank = 1; rank < order.length; rank++) assert.ok(inputs[order[rank]] >= inputs[order[rank - 1]])
  for (const share of [0.05, 0.25, 0.5, 0.75, 0.95]) {
    assert.ok(Math.abs(inputs[order[share * order.length]] - normalQuantile(share)) < 0.05, `${share}`)
  }
})

test('the order of the rows changes nothing, and a weight of three is three rows', () => {
  const { table } = drawSample(2, 300, 3)
  const order = Uint32Array.from({ length: 300 }, (_, row) => row)
  shuffle(createRandom(5), order)
  const weights = Float64Array.from(order, (row) => row % 4)
  const repeated = Array.from(order).flatMap((row) => Array<number>(row % 4).fill(row))
  for (const shape of ['standard', 'log', 'quantile'] as const) {
    const one = fitScaling(table, new Float64Array(300).fill(1), { shape })
    assert.deepEqual(fitScaling(selectRows(table, order), new Float64Array(300).fill(1), { shape }), one)
    const weighted = fitScaling(selectRows(table, order), weights, { shape, quantiles: 1000 })
    const copied = fitScaling(selectRows(table, repeated), new Float64Array(repeated.length).fill(1), {
      shape,
      quantiles: 1000,
    })
    const [inputs, expected] = [weighted, copied].map((scaling) => scaleTable(scaling, table))
    for (const [index, input] of inputs.entries()) assert.ok(Math.abs(input - expected[index]) < 1e-5)
  }
})

test('what makes no sense is refused', () => {
  const table = tableFromRows(['a'], [[1], [2]])
  assert.throws(() => fitScaling(table, Float64Array.of(1, 1), { shape: 'cubic' as 'log' }), /no scaling named cubic/)
  assert.throws(() => fitScaling(table, Float64Array.of(1, 1), { quantiles: 1 }), /two quantiles/)
})

function scale(names: string[], rows: number[][], options?: ScalingOptions): number[][] {
  const table: Table = tableFromRows(names, rows)
  const scaling = fitScaling(table, new Float64Array(rows.length).fill(1), options)
  const [inputs, width] = [scaleTable(scaling, table), inputsOf(scaling)]
  return rows.map((_, row) => [...inputs.subarray(row * width, (row + 1) * width)])
}
