// Words of domains and brands; a longer one is near to none.
const longest = 64

// One thread looks at one pair at a time, so three rows are enough for all.
const rows = [0, 1, 2].map(() => new Uint8Array(longest + 1))

/** Slips between two words: letters left out, put in, changed, or two neighbors exchanged (optimal string alignment); `most` + 1 for more than that. */
export const slipsBetween = (one: string, other: string, most: number): number => {
  if (Math.abs(one.length - other.length) > most || other.length > longest) return most + 1
  let [before, last, row] = rows
  for (let at = 0; at <= other.length; at++) last[at] = at
  for (let left = 1; left <= one.length; left++) {
    row[0] = left
    let least = left
    for (let right = 1; right <= other.length; right++) {
      const isSame = one[left - 1] === other[right - 1]
      let slips = Math.min(last[right] + 1, row[right - 1] + 1, last[right - 1] + (isSame ? 0 : 1))
      if (left > 1 && right > 1 && one[left - 1] === other[right - 2] && one[left - 2] === other[right - 1])
        slips = Math.min(slips, before[right - 2] + 1)
      row[right] = slips
      if (slips < least) least = slips
    }
    if (least > most) return most + 1
    ;[before, last, row] = [last, row, before]
  }
  return last[other.length]
}
