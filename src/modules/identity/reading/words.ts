/** The words of a reading: sealed, and told to the log as a hash that says nothing to whoever cannot open them. */
import { createHash } from 'node:crypto'
import type { RandomBytes } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import { readingReason } from '../sealed-fields.ts'

/** Without a nonce, the hash of a few words could be guessed. */
const nonceBytes = 32
const nonceDigits = 2 * nonceBytes

export interface SealedWords {
  /** SHA-256 of what is sealed, in hex. */
  readonly commitment: string
  readonly sealed: Buffer
}

/** Words for the row with this number. */
export const sealWords = async (
  sealing: Sealing,
  random: RandomBytes,
  seq: string,
  words: string,
): Promise<SealedWords> => {
  const text = Buffer.from(random(nonceBytes)).toString('hex') + words
  return {
    commitment: createHash('sha256').update(text).digest('hex'),
    sealed: await sealing.seal(readingReason, seq, text),
  }
}

interface KeptWords {
  readonly seq: bigint
  readonly reason: string
  readonly reason_sealed: Buffer | null
}

/** The words of a row; of one that a version before has written, as they stand. Throws Unsealable where the row was altered. */
export const openWords = async (sealing: Sealing, { seq, reason, reason_sealed }: KeptWords): Promise<string> => {
  if (reason_sealed === null) return reason
  const text = await sealing.open(readingReason, String(seq), reason_sealed)
  return text.slice(nonceDigits)
}
