/**
 * Nonces for proofs (RFC 9449, 8 and 9), made from a shared key and the minute, so that every process knows those of all. They are
 * made as oidc-provider makes its own: clients keep one nonce for an origin, and here the origin of both is the same.
 */
import { hkdfSync, timingSafeEqual } from 'node:crypto'
import { minuteMs } from '#platform/time'

const stepMs = minuteMs
/** A nonce is good from this many steps before its own to as many after. */
const stepsAround = 2
const nonceBytes = 32

export interface Nonces {
  /** The one to use now. */
  current(nowMs: number): string
  isGood(nonce: string, nowMs: number): boolean
}

const saltOf = (step: number): Buffer => {
  const salt = Buffer.alloc(8)
  salt.writeBigUInt64BE(BigInt(step))
  return salt
}

const isSame = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

export const createNonces = (key: Buffer): Nonces => {
  const at = (step: number) =>
    Buffer.from(hkdfSync('sha256', key, saltOf(step), 'DPoP', nonceBytes)).toString('base64url')
  const stepOf = (nowMs: number) => Math.floor(nowMs / stepMs)
  const around = Array.from({ length: 2 * stepsAround + 1 }, (_, index) => index - stepsAround)
  return {
    current: (nowMs) => at(stepOf(nowMs) + 1),
    isGood: (nonce, nowMs) => around.some((offset) => isSame(at(stepOf(nowMs) + offset), nonce)),
  }
}
