/** Whom an account paid before. At most `mostPairs` payees an account; the one tried the longest ago makes room. */
import { minuteMs } from '#platform/time'

export const mostPairs = 512

// One pair: the payee's number in two halves, attempts, settled payments, minute of the last attempt, minute of the last settled
// payment, and the sum of settled log amounts in thousandths.
const stride = 7
const [high, attempts, settled, lastTried, lastSettled, sumOfLogs] = [1, 2, 3, 4, 5, 6]

const highOf = (payee: number): number => Math.floor(payee / 2 ** 32)

export interface Pairs {
  rows: Int32Array
  count: number
}

export const createPairs = (): Pairs => ({ rows: new Int32Array(4 * stride), count: 0 })

/** Where a payee's row starts, or -1. */
export const findPair = ({ rows, count }: Pairs, payee: number): number => {
  const [one, other] = [payee | 0, highOf(payee)]
  for (let start = 0; start < count * stride; start += stride)
    if (rows[start] === one && rows[start + high] === other) return start
  return -1
}

const oldest = ({ rows, count }: Pairs): number => {
  let found = 0
  for (let start = stride; start < count * stride; start += stride)
    if (rows[start + lastTried] < rows[found + lastTried]) found = start
  return found
}

const makeRoom = (pairs: Pairs): number => {
  if (pairs.count === mostPairs) return oldest(pairs)
  const start = pairs.count++ * stride
  if (start === pairs.rows.length) {
    const wider = new Int32Array(Math.min(mostPairs, pairs.count * 2) * stride)
    wider.set(pairs.rows)
    pairs.rows = wider
  }
  return start
}

/** Counts an attempt; true where this payee was never tried before. */
export const tryPair = (pairs: Pairs, payee: number, atMs: number): boolean => {
  const found = findPair(pairs, payee)
  const start = found < 0 ? makeRoom(pairs) : found
  if (found < 0) pairs.rows.fill(0, start, start + stride)
  pairs.rows[start] = payee | 0
  pairs.rows[start + high] = highOf(payee)
  pairs.rows[start + attempts]++
  pairs.rows[start + lastTried] = Math.max(pairs.rows[start + lastTried], Math.floor(atMs / minuteMs))
  return found < 0
}

/** Takes an attempt back; the payee is forgotten with the last one. */
export const untryPair = (pairs: Pairs, payee: number): void => {
  const start = findPair(pairs, payee)
  if (start < 0 || --pairs.rows[start + attempts] > 0) return
  const last = --pairs.count * stride
  pairs.rows.copyWithin(start, last, last + stride)
}

/** Counts a settled payment. */
export const settlePair = (pairs: Pairs, payee: number, atMs: number, amount: number): void => {
  const start = findPair(pairs, payee)
  if (start < 0) return
  pairs.rows[start + settled]++
  pairs.rows[start + lastSettled] = Math.max(pairs.rows[start + lastSettled], Math.floor(atMs / minuteMs))
  pairs.rows[start + sumOfLogs] += Math.round(Math.log(amount) * 1000)
}

export interface Acquaintance {
  readonly timesPaid: number
  /** NaN where nothing was ever paid. */
  readonly lastPaidMs: number
  readonly meanLogAmount: number
}

const stranger: Acquaintance = { timesPaid: 0, lastPaidMs: Number.NaN, meanLogAmount: Number.NaN }

/** What an account has paid a payee so far. */
export const acquaintanceOf = (pairs: Pairs, payee: number): Acquaintance => {
  const start = findPair(pairs, payee)
  if (start < 0 || pairs.rows[start + settled] === 0) return stranger
  const timesPaid = pairs.rows[start + settled]
  return {
    timesPaid,
    lastPaidMs: pairs.rows[start + lastSettled] * minuteMs,
    meanLogAmount: pairs.rows[start + sumOfLogs] / 1000 / timesPaid,
  }
}
