/** What the checks need of cryptography, from Node's own library. */
import { createHash, createPublicKey, verify } from 'node:crypto'
import type { Primitives } from '../wire.ts'

const check = (type: 'ed25519' | 'ml-dsa-44', key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  const publicKey = createPublicKey({ key: Buffer.from(key), format: 'raw-public', asymmetricKeyType: type })
  return verify(null, message, publicKey, signature)
}

export const nodePrimitives: Primitives = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  ed25519: (key, message, signature) => signature.length === 64 && check('ed25519', key, message, signature),
  mlDsa44: (key, message, signature) => signature.length === 2420 && check('ml-dsa-44', key, message, signature),
}
