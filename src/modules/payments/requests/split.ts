/** How the whole of a bill is shared, to the last minor unit. */

/** So many parts that add up to the whole and differ by one unit at most, the larger ones first. */
export const splitEvenly = (whole: bigint, parts: number): bigint[] => {
  const [each, odd] = [whole / BigInt(parts), whole % BigInt(parts)]
  return Array.from({ length: parts }, (_, index) => each + (BigInt(index) < odd ? 1n : 0n))
}
