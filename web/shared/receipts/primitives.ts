/** What the checks need of cryptography, from this browser: SHA-256 and Ed25519 of its own, ML-DSA-44 in script. */
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import type { Primitives } from '#wire/audit'

const copy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)

export const browserPrimitives: Primitives = {
  sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', copy(bytes))),
  ed25519: async (key, message, signature) => {
    const publicKey = await crypto.subtle.importKey('raw', copy(key), 'Ed25519', false, ['verify'])
    return crypto.subtle.verify('Ed25519', publicKey, copy(signature), copy(message))
  },
  mlDsa44: (key, message, signature) => signature.length === 2420 && ml_dsa44.verify(signature, message, key),
}
