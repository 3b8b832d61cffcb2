/**
 * Two small functions in WebAssembly, put together from instructions: matrix multiplication and masking on vectors of four
 * floats. JavaScript has no vectors, and this is what most of a network's training time goes into.
 */
export type FunctionCode = {
  readonly name: string
  readonly parameters: readonly number[]
  /** Further locals: how many are integers, and then how many are vectors. */
  readonly integers: number
  readonly vectors: number
  readonly body: readonly number[]
}

const [INTEGER, FLOAT, VECTOR] = [0x7f, 0x7d, 0x7b]

const get = (local: number) => [0x20, local]
const set = (local: number, ...value: number[]) => [...value, 0x21, local]
const constant = (value: number) => [0x41, ...signed(value)]
const sum = (left: number[], right: number[]) => [...left, ...right, 0x6a]
const times = (left: number[], right: number[]) => [...left, ...right, 0x6c]
const increase = (local: number, by: number[]) => set(local, ...sum(get(local), by))
/** Runs at least once, and again while the condition holds. */
const repeat = (body: number[], condition: number[]) => [0x03, 0x40, ...body, ...condition, 0x0d, 0x00, 0x0b]
const isBelow = (left: number[], right: number[]) => [...left, ...right, 0x48]

const vector = (code: number) => [0xfd, ...unsigned(code)]
const load = (address: number, offset = 0) => [...get(address), ...vector(0x00), 0x02, offset]
const loadSplat = (address: number) => [...get(address), ...vector(0x09), 0x02, 0x00]
const store = (address: number, offset: number, value: number[]) => [
  ...get(address),
  ...value,
  ...vector(0x0b),
  0x02,
  offset,
]
const addFloats = (left: number[], right: number[]) => [...left, ...right, ...vector(228)]
const multiplyFloats = (left: number[], right: number[]) => [...left, ...right, ...vector(230)]
const greaterFloats = (left: number[], right: number[]) => [...left, ...right, ...vector(235)]
const isAbove = (left: number[], right: number[]) => [...left, ...right, ...vector(0x44)]
const and = (left: number[], right: number[]) => [...left, ...right, ...vector(0x4e)]
const splat = (value: number[]) => [...value, ...vector(0x13)]
const zero = [...vector(0x0c), ...new Array<number>(16).fill(0)]

export const multiplyCode = codeMultiply()
export const maskCode = codeMask()

/**
 * Four rows and eight columns of the result at a time, so that each vector that is read serves several products. Every element
 * is summed up along the depth from first to last, wherever it stands.
 */
function codeMultiply(): FunctionCode {
  const [result, start, left, leftRow, leftStep, right, rows, depth, columns, floor] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
  const [width, column, step, to, from] = [10, 11, 12, 13, 14]
  const lefts = [15, 16, 17, 18]
  const [right0, right1, factor, least] = [19, 20, 21, 22]
  const sums = [23, 24, 25, 26, 27, 28, 29, 30]

  const begin = [
    ...set(from, ...sum(get(start), get(column))),
    ...sums.flatMap((local, index) => set(local, ...load(from, index % 2 === 0 ? 0 : 16))),
    ...set(from, ...sum(get(right), get(column))),
    ...set(lefts[0], ...get(left)),
    ...[1, 2, 3].flatMap((row) => set(lefts[row], ...sum(get(lefts[row - 1]), get(leftRow)))),
    ...set(step, ...get(depth)),
  ]
  const accumulate = [
    ...set(right0, ...load(from)),
    ...set(right1, ...load(from, 16)),
    ...lefts.flatMap((address, row) => [
      ...set(factor, ...loadSplat(address)),
      ...set(sums[2 * row], ...addFloats(get(sums[2 * row]), multiplyFloats(get(factor), get(right0)))),
      ...set(sums[2 * row + 1], ...addFloats(get(sums[2 * row + 1]), multiplyFloats(get(factor), get(right1)))),
      ...increase(address, get(leftStep)),
    ]),
    ...increase(from, get(width)),
    ...increase(step, constant(-1)),
  ]
  const finish = [
    ...set(to, ...sum(get(result), get(column))),
    ...[0, 1, 2, 3].flatMap((row) => [
      ...store(to, 0, greaterFloats(get(sums[2 * row]), get(least))),
      ...store(to, 16, greaterFloats(get(sums[2 * row + 1]), get(least))),
      ...increase(to, get(width)),
    ]),
    ...increase(column, constant(32)),
  ]
  const block = [...begin, ...repeat(accumulate, get(step)), ...finish]
  const fourRows = [
    ...set(column, ...constant(0)),
    ...repeat(block, isBelow(get(column), get(width))),
    ...increase(left, times(get(leftRow), constant(4))),
    ...increase(result, times(get(width), constant(4))),
    ...increase(rows, constant(-4)),
  ]
  return {
    name: 'multiply',
    parameters: [...new Array<number>(9).fill(INTEGER), FLOAT],
    integers: 9,
    vectors: 12,
    body: [
      ...set(width, ...times(get(columns), constant(4))),
      ...set(least, ...splat(get(floor))),
      ...repeat(fourRows, get(rows)),
    ],
  }
}

function codeMask(): FunctionCode {
  const [piece, by, bytes] = [0, 1, 2]
  const step = [
    ...store(piece, 0, and(load(piece), isAbove(load(by), zero))),
    ...increase(piece, constant(16)),
    ...increase(by, constant(16)),
    ...increase(bytes, constant(-16)),
  ]
  return {
    name: 'mask',
    parameters: [INTEGER, INTEGER, INTEGER],
    integers: 0,
    vectors: 0,
    body: repeat(step, get(bytes)),
  }
}

/** The binary form of a module that exports the functions and imports `host.memory`. */
export function moduleOf(functions: readonly FunctionCode[]): Uint8Array<ArrayBuffer> {
  const list = (parts: readonly number[][]) => [...unsigned(parts.length), ...parts.flat()]
  const section = (id: number, content: number[]) => [id, ...unsigned(content.length), ...content]
  const text = (value: string) => list([...Buffer.from(value)].map((byte) => [byte]))
  const types = functions.map(({ parameters }) => [0x60, ...list(parameters.map((type) => [type])), 0x00])
  const bodies = functions.map(({ integers, vectors, body }) => {
    const locals = list([
      [...unsigned(integers), INTEGER],
      [...unsigned(vectors), VECTOR],
    ])
    return [...unsigned(locals.length + body.length + 1), ...locals, ...body, 0x0b]
  })
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list(types)),
    ...section(2, list([[...text('host'), ...text('memory'), 0x02, 0x00, 0x01]])),
    ...section(3, list(functions.map((_, index) => [index]))),
    ...section(7, list(functions.map(({ name }, index) => [...text(name), 0x00, index]))),
    ...section(10, list(bodies)),
  ])
}

/** LEB128, as WebAssembly writes its numbers. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
}

function signed(value: number): number[] {
  const isLast = value >= -64 && value < 64
  return isLast ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)]
}
