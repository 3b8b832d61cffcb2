/** Keyed hashes that values are found by, each made from a sealed value of its row. */
import { createHmac } from 'node:crypto'
import type { SealedField } from './place.ts'

/** A bytea column of hashes; `from` has the value itself. */
export interface HashedField {
  readonly from: SealedField
  /** In the table of `from`. */
  readonly column: string
  /** What the hash is made under, which keeps equal values of two columns apart. */
  readonly name: string
  /** The value in its normal form, out of the text that was sealed. */
  readonly normal: (text: string) => string
}

/** HMAC-SHA-256, 32 bytes. */
export const hashUnder = (key: Uint8Array, name: string, normal: string): Buffer =>
  createHmac('sha256', key).update(`${name}\n${normal}`).digest()
