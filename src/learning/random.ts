/** Gives the next number of a sequence, at least 0 and below 1. */
export type Random = () => number

/** A seeded generator: xoshiro128** (Blackman and Vigna 2018), its state filled by SplitMix32. Not for secrets. */
export function createRandom(seed: number): Random {
  const split = createSplitMix(seed)
  let a = split()
  let b = split()
  let c = split()
  let d = split()
  return () => {
    const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return (scrambled >>> 0) / 4294967296
  }
}

/** Each of the numbers from 0 to `count` - 1 with the given chance, ascending; never none. */
export function sampleRows(random: Random, count: number, share: number): Uint32Array {
  const rows = new Uint32Array(count)
  let taken = 0
  for (let row = 0; row < count; row++) if (random() < share) rows[taken++] = row
  if (taken === 0) rows[taken++] = Math.floor(random() * count)
  return rows.slice(0, taken)
}

/** A share of the numbers from 0 to `count` - 1, rounded up, without repetition, ascending. */
export function sampleColumns(random: Random, count: number, share: number): number[] {
  const columns = Array.from({ length: count }, (_, index) => index)
  shuffle(random, columns)
  return columns.slice(0, Math.max(1, Math.ceil(count * share - 1e-9))).sort((left, right) => left - right)
}

/** As many different numbers from 0 to `count` - 1 as asked for, in no order; all of them if there are no more (Floyd). */
export function drawDistinct(random: Random, count: number, wanted: number): Uint32Array {
  const drawn = new Set<number>()
  for (let last = Math.max(0, count - wanted); last < count; last++) {
    const number = Math.floor(random() * (last + 1))
    drawn.add(drawn.has(number) ? last : number)
  }
  return Uint32Array.from(drawn)
}

/** Draws from a list with repetition, and adds up in `counts` how often each of its numbers came. */
export function drawAgain(random: Random, list: Uint32Array, times: number, counts: Uint32Array): void {
  for (let time = 0; time < times; time++) counts[list[Math.floor(random() * list.length)]]++
}

/** A seed for the part of a training with this number, so that parts do not depend on one another. */
export function seedOf(seed: number, part: number): number {
  return (Math.imul(seed, 0x9e3779b1) + Math.imul(part + 1, 0x85ebca6b)) | 0
}

/** Puts a list in random order, in place (Fisher and Yates). */
export function shuffle(random: Random, list: number[] | Uint32Array): void {
  for (let index = list.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1))
    const kept = list[index]
    list[index] = list[other]
    list[other] = kept
  }
}

/** A normally distributed number with mean 0 and deviation 1 (Box and Muller). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

function createSplitMix(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    const first = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    const second = Math.imul(first ^ (first >>> 15), 0x735a2d97)
    return second ^ (second >>> 15)
  }
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by))
}
