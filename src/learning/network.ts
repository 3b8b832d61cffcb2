import { isDeepStrictEqual } from 'node:util'
import { drawLayers, type Layer, type NetworkShape } from './network/layers.ts'
import { createPasses, type Passes } from './network/passes.ts'
import { type NetworkEpoch, type Sample, trainLayers } from './network/training.ts'
import { createRandom, shuffle } from './random.ts'
import { fitScaling, inputsOf, type Scaling, type ScalingOptions, scaleRow, scaleTable } from './scaling.ts'
import { checkLabels, type LabeledTable, selectRows, type Table } from './table.ts'
import { weighRows } from './weights.ts'

/** Two hidden layers of rectified units (ReLU) on scaled inputs; the output is the log-odds that a row's label is 1. */
export type NetworkModel = {
  readonly kind: 'network'
  readonly columns: readonly string[]
  readonly scaling: Scaling
  readonly layers: readonly Layer[]
}

/** How to train. What is left out is as in `networkDefaults`. */
export type NetworkOptions = ScalingOptions & {
  /** The units of the two hidden layers. */
  readonly hidden?: readonly [number, number]
  /** The most passes through the rows. */
  readonly epochs?: number
  /** How many rows make one step. */
  readonly batch?: number
  readonly learningRate?: number
  /** What half the sum of the squared weights counts beside the mean loss. */
  readonly l2?: number
  /** Training stops when this many epochs did not lower the loss on the validation rows, and keeps the best epoch. */
  readonly patience?: number
  /** The share of the rows, of each label, that is kept for validation unless there is a table for it. */
  readonly validationShare?: number
  readonly validation?: LabeledTable
  /** A weight for each row. */
  readonly weights?: ArrayLike<number>
  /** A network to go on from: its scaling and its weights are the beginning. */
  readonly start?: NetworkModel
  readonly seed?: number
}

export const networkDefaults = {
  shape: 'standard',
  epochs: 20,
  batch: 256,
  learningRate: 0.001,
  l2: 1e-6,
  patience: 5,
  validationShare: 0.1,
  seed: 1,
} satisfies NetworkOptions

const HIDDEN = [64, 32] as const
/** How many rows are scored at a time. */
const BLOCK = 256

type Settings = NetworkOptions & Required<Pick<NetworkOptions, keyof typeof networkDefaults>>

/**
 * Trains on log loss with Adam (Kingma and Ba 2015) and early stopping. Blocks its thread for seconds. Arithmetic is that of
 * IEEE floats, and exp and log are those of V8 itself, so the same data, options and seed give the same model on every machine.
 * Throws a RangeError on labels or options that make no sense.
 */
export function fitNetwork(
  table: Table,
  labels: Uint8Array,
  options: NetworkOptions = {},
  onEpoch?: (epoch: NetworkEpoch) => void,
): NetworkModel {
  const settings: Settings = { ...networkDefaults, ...options }
  checkLabels(table, labels)
  checkSettings(table, settings)
  const weights = weighRows(table, labels, settings.weights)
  const { training, validation } = partRows(table, labels, weights, settings)
  const scaling = settings.start?.scaling ?? fitScaling(training.table, training.weights, settings)
  const shape: NetworkShape = { inputs: inputsOf(scaling), hidden: hiddenOf(settings) }
  const layers = settings.start?.layers ?? drawLayers(shape, logOddsOf(training), settings.seed)
  const scaled = scaleRows(training, scaling)
  const trained = trainLayers(shape, layers, scaled, validation && scaleRows(validation, scaling), settings, onEpoch)
  return { kind: 'network', columns: table.names, scaling, layers: trained }
}

/** The log-odds of the row that starts at `offset` of `values`, its columns in the model's order. */
export function scoreNetwork(model: NetworkModel, values: Float32Array, offset = 0): number {
  const passes = passesOf(model)
  scaleRow(model.scaling, values, offset, passes.inputs, 0)
  passes.forward(1)
  return passes.scores[0]
}

/**
 * The sum of several networks' log-odds. Networks that were trained from one another scale their inputs alike, which is then done
 * once for all.
 */
export function sumNetworks(models: readonly NetworkModel[]): (values: Float32Array, offset?: number) => number {
  const runs = models.map((model, index) => ({
    passes: passesOf(model),
    scaling: model.scaling,
    like: models.slice(0, index).findIndex(({ scaling }) => isDeepStrictEqual(scaling, model.scaling)),
  }))
  return (values, offset = 0) => {
    let sum = 0
    for (const { passes, scaling, like } of runs) {
      if (like < 0) scaleRow(scaling, values, offset, passes.inputs, 0)
      else copyRow(runs[like].passes, passes)
      passes.forward(1)
      sum += passes.scores[0]
    }
    return sum
  }
}

function copyRow(from: Passes, to: Passes): void {
  for (let input = 0; input < to.width; input++) to.inputs[input] = from.inputs[input]
}

/** The log-odds of every row. Throws unless the table's columns are the model's, in its order. */
export function scoreAllNetwork(model: NetworkModel, table: Table): Float64Array {
  if (model.columns.join('\n') !== table.names.join('\n')) throw new RangeError('The table has other columns.')
  const passes = passesOf(model)
  const scores = new Float64Array(table.rows)
  for (let start = 0; start < table.rows; start += BLOCK) {
    const rows = Math.min(BLOCK, table.rows - start)
    for (let index = 0; index < rows; index++) {
      scaleRow(model.scaling, table.values, (start + index) * table.columns, passes.inputs, index * passes.width)
    }
    passes.forward(rows)
    scores.set(passes.scores.subarray(0, rows), start)
  }
  return scores
}

const prepared = new WeakMap<NetworkModel, Passes>()

/** The model laid out for scoring, made once. */
export function passesOf(model: NetworkModel): Passes {
  const known = prepared.get(model)
  if (known) return known
  const [first, second] = model.layers
  const shape: NetworkShape = { inputs: first.inputs, hidden: [first.outputs, second.outputs] }
  const passes = createPasses(shape, model.layers, BLOCK)
  prepared.set(model, passes)
  return passes
}

type WeighedTable = LabeledTable & { readonly weights: Float64Array }
type Parts = { readonly training: WeighedTable; readonly validation?: WeighedTable }

function partRows(table: Table, labels: Uint8Array, weights: Float64Array, settings: Settings): Parts {
  const all = { table, labels, weights }
  if (settings.validation) {
    const { table: later, labels: known } = settings.validation
    return { training: all, validation: { table: later, labels: known, weights: new Float64Array(later.rows).fill(1) } }
  }
  const apart = drawShare(labels, settings)
  const split = (isApart: number) => {
    const rows = Uint32Array.from(labels, (_, row) => row).filter((row) => apart[row] === isApart)
    return { table: selectRows(table, rows), labels: pick(labels, rows), weights: pick(weights, rows) }
  }
  const [training, validation] = [split(0), split(1)]
  // Of a table too small to be parted all rows are trained on, and every epoch is run.
  return carriesBoth(training) && carriesBoth(validation) ? { training, validation } : { training: all }
}

/** 1 for the rows that are kept for validation. */
function drawShare(labels: Uint8Array, { validationShare, seed }: Settings): Uint8Array {
  const random = createRandom(seed)
  const apart = new Uint8Array(labels.length)
  for (const label of [0, 1]) {
    const rows = Uint32Array.from(labels, (_, row) => row).filter((row) => labels[row] === label)
    shuffle(random, rows)
    for (const row of rows.subarray(0, Math.round(rows.length * validationShare))) apart[row] = 1
  }
  return apart
}

function pick<List extends Uint8Array | Float64Array>(list: List, rows: Uint32Array): List {
  return list.slice(0, rows.length).map((_, index) => list[rows[index]]) as List
}

function carriesBoth({ labels, weights }: WeighedTable): boolean {
  return [0, 1].every((label) => labels.some((other, row) => other === label && weights[row] > 0))
}

function scaleRows({ table, labels, weights }: WeighedTable, scaling: Scaling): Sample {
  return { inputs: scaleTable(scaling, table), labels, weights }
}

function logOddsOf({ labels, weights }: WeighedTable): number {
  const sums = [0, 0]
  for (let row = 0; row < labels.length; row++) sums[labels[row]] += weights[row]
  return Math.log(sums[1] / sums[0])
}

function hiddenOf({ hidden, start }: Settings): readonly [number, number] {
  if (hidden) return hidden
  return start ? [start.layers[0].outputs, start.layers[1].outputs] : HIDDEN
}

function checkSettings(table: Table, settings: Settings): void {
  const { epochs, batch, learningRate, l2, patience, validationShare, validation, start } = settings
  const isCount = (count: number) => Number.isInteger(count) && count >= 1
  const hidden = hiddenOf(settings)
  if (!(hidden.length === 2 && hidden.every((units) => isCount(units) && units <= 1024))) {
    throw new RangeError('Each of the two hidden layers has 1 to 1,024 units.')
  }
  if (!isCount(epochs) || !isCount(patience)) throw new RangeError('Epochs and patience are whole numbers from 1.')
  if (!isCount(batch) || batch > 65_536) throw new RangeError('A batch has 1 to 65,536 rows.')
  if (!(learningRate > 0 && learningRate <= 1)) throw new RangeError('The learning rate lies above 0, up to 1.')
  if (!(l2 >= 0 && l2 < Number.POSITIVE_INFINITY)) throw new RangeError('The penalty cannot be below 0.')
  if (!(validationShare >= 0 && validationShare <= 0.5)) throw new RangeError('At most half is kept for validation.')
  const names = table.names.join('\n')
  if (validation) {
    checkLabels(validation.table, validation.labels)
    if (validation.table.names.join('\n') !== names) throw new RangeError('The validation table has other columns.')
  }
  if (!start) return
  if (start.columns.join('\n') !== names) throw new RangeError('The network to start from has other columns.')
  if (start.layers[0].outputs !== hidden[0] || start.layers[1].outputs !== hidden[1]) {
    throw new RangeError('The network to start from has other layers.')
  }
}
