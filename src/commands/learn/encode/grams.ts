/** Which pieces a text is made of: character n-grams and words, hashed. */

const hashBits = 18
export const gramCount = 1 << hashBits

/** Lengths of the n-grams, in UTF-16 units. */
const lengths = [2, 3, 4, 5] as const
/** Characters of a text that are looked at. */
const mostCharacters = 1_000

/** The pieces of each text behind one another; those of text `i` lie from `starts[i]` to `starts[i + 1]`, each once. */
export interface Grams {
  readonly hashes: Uint32Array
  readonly starts: Uint32Array
}

/** FNV-1a of a part of a text, mixed once more. */
const hashOf = (text: string, from: number, to: number, seed: number): number => {
  let hash = 0x811c9dc5 ^ seed
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> (32 - hashBits)
}

const hashText = (cell: string): Set<number> => {
  const text = `\u0002${cell.trim().toLowerCase().slice(0, mostCharacters)}\u0003`
  const hashes = new Set<number>()
  for (const length of lengths)
    for (let at = 0; at + length <= text.length; at++) hashes.add(hashOf(text, at, at + length, length))
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}]+/gu))
    hashes.add(hashOf(text, index, index + word.length, 77))
  return hashes
}

/** Cuts texts into pieces. */
export const cutTexts = (cells: readonly string[]): Grams => {
  const starts = new Uint32Array(cells.length + 1)
  let hashes = new Uint32Array(1 << 16)
  let length = 0
  for (const [index, cell] of cells.entries()) {
    const own = hashText(cell)
    if (length + own.size > hashes.length) {
      const wider = new Uint32Array(2 * (length + own.size))
      wider.set(hashes)
      hashes = wider
    }
    for (const hash of own) hashes[length++] = hash
    starts[index + 1] = length
  }
  return { hashes: hashes.slice(0, length), starts }
}
