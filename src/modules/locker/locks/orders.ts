/** What the bank signs for locks: Ed25519 (RFC 8032). A lock knows the public half and believes nobody else. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { Order } from './lock.ts'

/** PKCS #8 around the 32 bytes of a private key (RFC 8410, section 7). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

export interface OrderKey {
  readonly publicKey: KeyObject
  /** The public half as controllers are given it: SPKI in DER, in base64url. */
  readonly published: string
  /** A signature in base64url. */
  readonly sign: (text: string) => string
}

/** The same seed makes the same key, so that every server of the bank has it. */
export const createOrderKey = (seed: Uint8Array): OrderKey => {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key)
  return {
    publicKey,
    published: publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
  }
}

/** Throws where it is no Ed25519 key. */
export const readBankKey = (published: string): KeyObject => {
  const key = createPublicKey({ key: Buffer.from(published, 'base64url'), format: 'der', type: 'spki' })
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('This is no Ed25519 key.')
  return key
}

/** An order is for one box, has an id of its own, and is over at an instant. */
export const orderText = (box: string, { id, until }: Order): string =>
  `locker order 1\n${box}\n${id}\n${until.toISOString()}`

export const permitText = (permit: string): string => `locker permit 1\n${permit}`

export const isSignedByBank = (key: KeyObject, text: string, signature: string): boolean => {
  const given = Buffer.from(signature, 'base64url')
  return given.length === 64 && verify(null, Buffer.from(text), key, given)
}
