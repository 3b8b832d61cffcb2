/** From cells of text to numbers. */

/** Numbers of some columns for the rows to train on and to test on, row-major; fitted on the former alone. */
export interface Encoding {
  readonly names: readonly string[]
  readonly train: Float32Array
  readonly test: Float32Array
}

/** What an encoding is fitted on, and for which rows it is wanted. */
export interface EncodingPlan {
  readonly labels: Uint8Array
  readonly train: Uint32Array
  readonly test: Uint32Array
}

/** Makes an encoding of a function from a row to its numbers, where it is the same for both kinds of rows. */
export const encodeRows = (
  names: readonly string[],
  { train, test }: EncodingPlan,
  write: (row: number, out: Float32Array, offset: number) => void,
): Encoding => {
  const fill = (rows: Uint32Array) => {
    const out = new Float32Array(rows.length * names.length)
    for (let index = 0; index < rows.length; index++) write(rows[index], out, index * names.length)
    return out
  }
  return { names, train: fill(train), test: fill(test) }
}

/** Puts encodings side by side. */
export const joinEncodings = (encodings: readonly Encoding[], { train, test }: EncodingPlan): Encoding => {
  const names = encodings.flatMap((encoding) => encoding.names)
  const join = (rows: number, part: 'train' | 'test') => {
    const out = new Float32Array(new SharedArrayBuffer(rows * names.length * 4))
    let start = 0
    for (const encoding of encodings) {
      const width = encoding.names.length
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < width; column++)
          out[row * names.length + start + column] = encoding[part][row * width + column]
      start += width
    }
    return out
  }
  return { names, train: join(train.length, 'train'), test: join(test.length, 'test') }
}

/** How many parts the training rows are cut into where a row must not see its own label. */
export const innerFolds = 5

/**
 * Fits something that looks at labels, so that no training row is told its own: each is described by what was fitted on the
 * other parts of the training rows, and rows to test on by what was fitted on all. Training rows come in random order.
 */
export const encodeOutOfFold = <T>(
  names: readonly string[],
  plan: EncodingPlan,
  fit: (rows: Uint32Array) => T,
  write: (fitted: T, row: number, out: Float32Array, offset: number) => void,
): Encoding => {
  const { train, test } = plan
  const out = new Float32Array(train.length * names.length)
  for (let part = 0; part < innerFolds; part++) {
    const fitted = fit(train.filter((_, index) => index % innerFolds !== part))
    for (let index = part; index < train.length; index += innerFolds)
      write(fitted, train[index], out, index * names.length)
  }
  const fitted = fit(train)
  const tested = new Float32Array(test.length * names.length)
  for (let index = 0; index < test.length; index++) write(fitted, test[index], tested, index * names.length)
  return { names, train: out, test: tested }
}
