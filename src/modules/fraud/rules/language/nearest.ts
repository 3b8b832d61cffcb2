/** The name that somebody may have meant. */

/** How many letters are to be changed, added or left out between two words (Levenshtein 1966). */
const distance = (one: string, other: string): number => {
  let before = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const line = [row]
    for (let column = 1; column <= other.length; column++) {
      const changed = before[column - 1] + Number(one[row - 1] !== other[column - 1])
      line.push(Math.min(changed, before[column] + 1, line[column - 1] + 1))
    }
    before = line
  }
  return before[other.length]
}

/** The nearest of the names, if it is near enough to be meant. */
export const nearestOf = (word: string, names: readonly string[]): string | null => {
  if (word.length > 60) return null
  let best: { name: string; far: number } | null = null
  for (const name of names) {
    const far = distance(word.toLowerCase(), name)
    if (!best || far < best.far) best = { name, far }
  }
  return best && best.far <= Math.max(2, Math.floor(best.name.length / 3)) ? best.name : null
}
