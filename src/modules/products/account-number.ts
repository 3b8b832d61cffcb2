/** Account numbers: ten random digits and two check digits (ISO 7064, MOD 97-10), so that a slip of the finger is seen. */
import type { RandomBytes } from '#platform/id'

const checkDigits = (body: string): string => (98n - ((BigInt(body) * 100n) % 97n)).toString().padStart(2, '0')

/** A new number from random bytes; it never begins with a zero. */
export const makeAccountNumber = (randomBytes: RandomBytes): string => {
  const random = randomBytes(8).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
  const body = (1_000_000_000n + (random % 9_000_000_000n)).toString()
  return body + checkDigits(body)
}

/** True when the check digits fit, as they do for every number that the bank gave out. */
export const isAccountNumber = (number: string): boolean => /^\d{12}$/.test(number) && BigInt(number) % 97n === 1n
