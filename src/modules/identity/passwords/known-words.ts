/** Words and passwords that every thief has a list of, as the first 32 bits of their SHA-256, sorted. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** What a hash is of: a word that a password is built around, or a password as it is. */
export type KnownKind = 'word' | 'whole'

export const prefixOf = (kind: KnownKind, text: string): number =>
  createHash('sha256').update(`${kind}\n${text}`).digest().readUInt32BE()

const prefixBytes = 4
const file = readFileSync(new URL('known-words.bin', import.meta.url))
const count = file.length / prefixBytes

/** True for every listed text, and for one in 60,000 of the others, which costs its person another try. */
export const isKnown = (kind: KnownKind, text: string): boolean => {
  const wanted = prefixOf(kind, text)
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (file.readUInt32BE(middle * prefixBytes) < wanted) low = middle + 1
    else high = middle
  }
  return low < count && file.readUInt32BE(low * prefixBytes) === wanted
}

/** How many prefixes the list has. */
export const countKnown = (): number => count
