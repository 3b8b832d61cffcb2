/**
 * A number that rounds: adding it to a value and taking it off again leaves a multiple of one power of two, small enough to lose
 * nothing that matters and large enough that 53 bits hold any sum of `count` values of at most `largest`. So such sums do not
 * depend on the order of the rows.
 */
export function rounderFor(count: number, largest: number): number {
  const step = 2 ** (Math.ceil(Math.log2(count * largest)) - 51)
  return 1.5 * 2 ** 52 * step
}
