import { maskCode, moduleOf, multiplyCode } from './assembly.ts'

/** A block of floats shared by JavaScript and the matrix code, cut into named pieces. */
export type Workspace<Name extends string> = {
  readonly views: Readonly<Record<Name, Float32Array>>
  /** Prepares result = start + left x right, no element below the floor. Nothing is allocated when it runs. */
  readonly product: (factors: Factors<Name>) => (rows: number, depth: number) => void
  /** Sets to 0 the elements of one piece where another piece is not above 0. */
  readonly mask: (piece: Name, by: Name, length: number) => void
}

/**
 * The result has rows of `columns` elements, a multiple of 8, and so has `right`; the number of rows is a multiple of 4. Element
 * (i, k) of `left` lies at `i * leftRow + k * leftStep`, so a transposed matrix is another pair of steps. `start` is one row
 * that all rows of the result begin with.
 */
export type Factors<Name extends string> = {
  readonly result: Name
  readonly start: Name
  readonly left: Name
  readonly leftRow: number
  readonly leftStep: number
  readonly right: Name
  readonly columns: number
  readonly floor?: number
}

type Kernels = {
  readonly multiply: (...numbers: number[]) => void
  readonly mask: (piece: number, by: number, bytes: number) => void
}

const FLOAT_BYTES = 4
const PAGE_BYTES = 65_536
/** Pieces start where a cache line does. */
const LINE_BYTES = 64

/** What is used of WebAssembly; Node's own types leave it out. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array<ArrayBuffer>) => object
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

const compiled = new WebAssembly.Module(moduleOf([multiplyCode, maskCode]))

/**
 * Room for pieces of the given lengths, all 0, and matrix products on them, four elements at a time. They run in WebAssembly,
 * whose vector arithmetic is defined to the last bit, so every machine gives the same floats.
 */
export function createWorkspace<Name extends string>(lengths: Readonly<Record<Name, number>>): Workspace<Name> {
  const at = {} as Record<Name, number>
  let bytes = 0
  for (const name of Object.keys(lengths) as Name[]) {
    at[name] = bytes
    bytes += Math.ceil((lengths[name] * FLOAT_BYTES) / LINE_BYTES) * LINE_BYTES
  }
  const memory = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil(bytes / PAGE_BYTES)) })
  const kernels = new WebAssembly.Instance(compiled, { host: { memory } }).exports as Kernels
  const views = {} as Record<Name, Float32Array>
  for (const name of Object.keys(lengths) as Name[]) {
    views[name] = new Float32Array(memory.buffer, at[name], lengths[name])
  }
  return {
    views,
    product: ({ result, start, left, leftRow, leftStep, right, columns, floor = Number.NEGATIVE_INFINITY }) => {
      const [rowBytes, stepBytes] = [leftRow * FLOAT_BYTES, leftStep * FLOAT_BYTES]
      return (rows, depth) =>
        kernels.multiply(at[result], at[start], at[left], rowBytes, stepBytes, at[right], rows, depth, columns, floor)
    },
    mask: (piece, by, length) => kernels.mask(at[piece], at[by], length * FLOAT_BYTES),
  }
}
