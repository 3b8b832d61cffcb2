/** Whether a code was signed by its payee's key: needs nothing but the code and an entry of the bank's list, and no connection. */
import { createHash, createPublicKey, verify } from 'node:crypto'
import type { SignedCode } from './body.ts'

const keyPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** An Ed25519 public key from its 32 bytes (RFC 8410). */
export const publicKeyOf = (raw: Uint8Array) =>
  createPublicKey({ key: Buffer.concat([keyPrefix, raw]), format: 'der', type: 'spki' })

/** Commits to the number and the key; without the salt, which only codes carry, nobody finds the number by trying. */
export const keyIdOf = (number: string, salt: Uint8Array, publicKey: Uint8Array): Buffer =>
  createHash('sha256')
    .update('bankserver code key 1')
    .update(number)
    .update(salt)
    .update(publicKey)
    .digest()
    .subarray(0, 8)

/** True where every bit is as the payee's key signed it, for the account that the key belongs to. */
export const isSignedBy = (publicKey: Uint8Array, { body, signed, signature }: SignedCode): boolean =>
  keyIdOf(body.number, body.salt, publicKey).equals(body.key) && verify(null, signed, publicKeyOf(publicKey), signature)
