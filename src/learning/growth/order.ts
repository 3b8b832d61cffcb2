/** A column in ascending order: its values, and the row of each. Missing values are left out. */
export type Order = {
  readonly values: Float32Array
  readonly rows: Uint32Array
  /** Puts a column in order and says how many of its values are not missing. */
  readonly sort: (column: Float32Array) => number
}

const DIGIT_BITS = 11
const DIGITS = 2 ** DIGIT_BITS
const SIGN = 0x80000000

/** Room to sort columns of so many rows, by the digits of their bits: some five times quicker than by comparing. */
export function createOrder(count: number): Order {
  const keys = [new Uint32Array(count), new Uint32Array(count)]
  const numbers = [new Uint32Array(count), new Uint32Array(count)]
  const values = new Float32Array(count)
  const bits = new Uint32Array(values.buffer)
  const rows = numbers[1]
  const sort = (column: Float32Array): number => {
    const present = fillKeys(column, keys[0], numbers[0])
    sortByDigit(keys[0], numbers[0], keys[1], numbers[1], present, 0)
    sortByDigit(keys[1], numbers[1], keys[0], numbers[0], present, DIGIT_BITS)
    sortByDigit(keys[0], numbers[0], keys[1], numbers[1], present, 2 * DIGIT_BITS)
    for (let index = 0; index < present; index++) bits[index] = flip(keys[1][index], keys[1][index] < SIGN)
    return present
  }
  return { values, rows, sort }
}

/** Bits of floats grow with the numbers once the sign is turned round, and everything else with it below zero. */
function flip(bits: number, isNegative: boolean): number {
  return isNegative ? ~bits : bits ^ SIGN
}

function fillKeys(column: Float32Array, keys: Uint32Array, rows: Uint32Array): number {
  const bits = new Uint32Array(column.buffer, column.byteOffset, column.length)
  let present = 0
  for (let row = 0; row < column.length; row++) {
    if (Number.isNaN(column[row])) continue
    keys[present] = flip(bits[row], bits[row] >= SIGN)
    rows[present++] = row
  }
  return present
}

function sortByDigit(
  keys: Uint32Array,
  rows: Uint32Array,
  toKeys: Uint32Array,
  toRows: Uint32Array,
  count: number,
  shift: number,
): void {
  const places = new Uint32Array(DIGITS)
  for (let index = 0; index < count; index++) places[(keys[index] >>> shift) & (DIGITS - 1)]++
  let place = 0
  for (let digit = 0; digit < DIGITS; digit++) {
    const size = places[digit]
    places[digit] = place
    place += size
  }
  for (let index = 0; index < count; index++) {
    const to = places[(keys[index] >>> shift) & (DIGITS - 1)]++
    toKeys[to] = keys[index]
    toRows[to] = rows[index]
  }
}
