/** The words of a reading: sealed, and told to the log as a hash that says nothing to whoever cannot open them. */
import { createHash } from 'node:crypto'
import type { RandomBytes } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import type { Opening, Raise } from '../altered.ts'
import { readingReason } from '../sealed-fields.ts'

/** Without a nonce, the hash of a few words could be guessed. */
const nonceBytes = 32
const nonceDigits = 2 * nonceBytes

export interface SealedWords {
  /** SHA-256 of what is sealed, in hex. */
  readonly commitment: string
  readonly sealed: Buffer
}

const commitmentOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Words for the row with this number. */
export const sealWords = async (
  sealing: Sealing,
  random: RandomBytes,
  seq: string,
  words: string,
): Promise<SealedWords> => {
  const text = Buffer.from(random(nonceBytes)).toString('hex') + words
  return {
    commitment: commitmentOf(text),
    sealed: await sealing.seal(readingReason, seq, text),
  }
}

interface OpeningNeeds {
  readonly opening: Opening
  readonly raise: Raise
}

interface KeptWords {
  readonly seq: bigint
  readonly reason: string
  readonly reason_sealed: Buffer | null
}

/** The words of a row; of one that a version before has written, as they stand. Null where the row was altered, or its hash. */
export const openWords = async (
  needs: OpeningNeeds,
  { seq, reason, reason_sealed }: KeptWords,
): Promise<string | null> => {
  if (reason_sealed === null) return reason
  const text = await needs.opening.open(readingReason, String(seq), reason_sealed)
  if (text === null) return null
  if (commitmentOf(text) === reason) return text.slice(nonceDigits)
  await needs.raise(readingReason, String(seq))
  return null
}
