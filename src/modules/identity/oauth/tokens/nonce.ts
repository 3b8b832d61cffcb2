/** Nonces for proofs (RFC 9449, 8 and 9): made from a shared key and the minute, so that every process knows those of all. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { minuteMs } from '#platform/time'

const stepMs = minuteMs
/** A nonce counts in its own minute and so many after it. */
const stepsBack = 4

export interface Nonces {
  /** The one to use now. */
  current(nowMs: number): string
  isGood(nonce: string, nowMs: number): boolean
}

const isSame = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

export const createNonces = (key: Buffer): Nonces => {
  const at = (step: number) => createHmac('sha256', key).update(`nonce ${step}`).digest('base64url')
  const stepOf = (nowMs: number) => Math.floor(nowMs / stepMs)
  return {
    current: (nowMs) => at(stepOf(nowMs)),
    isGood: (nonce, nowMs) =>
      Array.from({ length: stepsBack + 1 }, (_, back) => at(stepOf(nowMs) - back)).some((good) => isSame(good, nonce)),
  }
}
