/** How far a name that was typed lies from the one that is right. */

const longest = 120

/** Letters and digits of any script without accents, in lower case; words in alphabetical order, as names are often turned around. */
const wordsOf = (name: string): string =>
  name
    .slice(0, longest)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort()
    .join(' ')

const pairsOf = (text: string): Map<string, number> => {
  const pairs = new Map<string, number>()
  const padded = ` ${text} `
  for (let start = 0; start + 1 < padded.length; start++) {
    const pair = padded.slice(start, start + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

/** 0 for the same words in any order and case, 1 for no two letters in a row in common (1 less Dice's coefficient); NaN for an empty name. */
export const nameDistance = (typed: string, holder: string): number => {
  const [one, other] = [wordsOf(typed), wordsOf(holder)]
  if (one === '' || other === '') return Number.NaN
  if (one === other) return 0
  const [left, right] = [pairsOf(one), pairsOf(other)]
  let common = 0
  for (const [pair, count] of left) common += Math.min(count, right.get(pair) ?? 0)
  return 1 - (2 * common) / (one.length + other.length + 2)
}
