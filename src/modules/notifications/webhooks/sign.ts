/** Signatures of Standard Webhooks: v1 by HMAC-SHA-256, v1a by Ed25519, over id, time and body. */
import { createHmac, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import type { RandomBytes } from '#platform/id'

const secretBytes = 32

/** A new secret as it is shown: whsec_ and base64. */
export const makeSecret = (random: RandomBytes): string =>
  `whsec_${Buffer.from(random(secretBytes)).toString('base64')}`

// RFC 8410: what stands before the 32 bytes of an Ed25519 key in PKCS #8.
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

const privateKeyOf = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })

/** A new key pair: the public half as it is shown (whpk_ and base64), the private one as 32 bytes in base64. */
export const makeKeyPair = (random: RandomBytes): { publicKey: string; privateKey: string } => {
  const seed = Buffer.from(random(secretBytes))
  const { x = '' } = createPublicKey(privateKeyOf(seed)).export({ format: 'jwk' })
  return { publicKey: `whpk_${Buffer.from(x, 'base64url').toString('base64')}`, privateKey: seed.toString('base64') }
}

export interface Signers {
  /** As they are shown; each signs. */
  readonly secrets: readonly string[]
  /** 32 bytes in base64. */
  readonly privateKey: string
}

export interface Signed {
  readonly id: string
  readonly at: Date
  readonly body: string
}

/** The three headers of a delivery. */
export const signedHeaders = ({ secrets, privateKey }: Signers, { id, at, body }: Signed): Record<string, string> => {
  const timestamp = Math.floor(at.getTime() / 1000).toString()
  const content = Buffer.from(`${id}.${timestamp}.${body}`)
  const byHmac = secrets.map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    return `v1,${createHmac('sha256', key).update(content).digest('base64')}`
  })
  const byKey = `v1a,${sign(null, content, privateKeyOf(Buffer.from(privateKey, 'base64'))).toString('base64')}`
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': [...byHmac, byKey].join(' ') }
}
