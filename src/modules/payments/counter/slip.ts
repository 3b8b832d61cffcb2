/** Slips: what a customer shows to the teller. Six characters that nobody confuses when reading them aloud. */
import type { RandomBytes } from '#platform/id'

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Thirty bits of randomness, enough to tell apart what waits at a counter; the teller still sees name and amount. */
export const makeSlip = (randomBytes: RandomBytes): string =>
  Array.from(randomBytes(6), (byte) => alphabet[byte % alphabet.length]).join('')
