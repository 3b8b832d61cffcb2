/** Which devices, networks and places a person uses, and who uses a device: at most so many, the one used the longest ago makes room. */
import { minuteMs } from '#platform/time'

// One link: the other's number, attempts, other events, and the minutes of the first and the last use.
const stride = 5

export interface Links {
  rows: Float64Array
  count: number
  readonly most: number
}

export const createLinks = (most: number): Links => ({ rows: new Float64Array(stride), count: 0, most })

const find = ({ rows, count }: Links, other: number): number => {
  for (let start = 0; start < count * stride; start += stride) if (rows[start] === other) return start
  return -1
}

const isOlder = (rows: Float64Array, one: number, other: number): boolean =>
  rows[one + 4] < rows[other + 4] || (rows[one + 4] === rows[other + 4] && rows[one] < rows[other])

const makeRoom = (links: Links): number => {
  if (links.count === links.most) {
    let oldest = 0
    for (let start = stride; start < links.count * stride; start += stride)
      if (isOlder(links.rows, start, oldest)) oldest = start
    return oldest
  }
  const start = links.count++ * stride
  if (start === links.rows.length) {
    const wider = new Float64Array(Math.min(links.most, links.count * 2) * stride)
    wider.set(links.rows)
    links.rows = wider
  }
  return start
}

/** Notes a use: an attempt to pay, or another event. True where this one was not known. */
export const link = (links: Links, other: number, atMs: number, isAttempt: boolean): boolean => {
  const minute = Math.floor(atMs / minuteMs)
  const found = find(links, other)
  const start = found < 0 ? makeRoom(links) : found
  const { rows } = links
  if (found < 0) {
    rows[start] = other
    rows[start + 1] = rows[start + 2] = 0
    rows[start + 3] = rows[start + 4] = minute
  }
  rows[start + (isAttempt ? 1 : 2)]++
  rows[start + 3] = Math.min(rows[start + 3], minute)
  rows[start + 4] = Math.max(rows[start + 4], minute)
  return found < 0
}

/** Takes an attempt back; the link goes with its last use. */
export const unlink = (links: Links, other: number): void => {
  const start = find(links, other)
  if (start < 0 || links.rows[start + 1] === 0) return
  links.rows[start + 1]--
  if (links.rows[start + 1] + links.rows[start + 2] > 0) return
  const last = --links.count * stride
  links.rows.copyWithin(start, last, last + stride)
}

export interface Use {
  /** Attempts to pay, the present one among them. */
  readonly attempts: number
  /** The first use of any kind. */
  readonly firstMs: number
}

/** What is known of one link; null where there is none. */
export const findUse = (links: Links | null, other: number): Use | null => {
  const start = links ? find(links, other) : -1
  if (!links || start < 0) return null
  return { attempts: links.rows[start + 1], firstMs: links.rows[start + 3] * minuteMs }
}

/** Goes through the numbers of all linked ones. */
export const forEachLinked = ({ rows, count }: Links, visit: (other: number) => void): void => {
  for (let start = 0; start < count * stride; start += stride) visit(rows[start])
}
