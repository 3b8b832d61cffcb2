/** Keys that sign tokens. */
import type { JWK } from 'jose'
import { dayMs } from '#platform/time'

/** What the bank signs with. A key carries its own, so that another can follow while tokens of this one still count. */
export const signingAlgorithm = 'ES256' as const

/** How long a key signs. */
export const signsMs = 30 * dayMs
/** How long it is published before that, so that nobody meets a signature by a key that they could not know. */
export const leadMs = 2 * dayMs
/** How long it stays published afterwards: longer than anything lives that it signed. */
export const trailMs = dayMs

export interface SigningKey {
  readonly kid: string
  readonly algorithm: string
  readonly publicKey: JWK
  readonly privateKey: JWK
  readonly signsFrom: Date
  readonly signsUntil: Date
  readonly publishedUntil: Date
}
