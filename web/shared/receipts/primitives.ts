/**
 * What the checks need of cryptography. Signatures are checked by the browser itself, ML-DSA-44 in script where it cannot. SHA-256 is in script:
 * a browser hands each hash to another thread and back, and a proof has thirty of them, a few bytes each and one after the other.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import type { Primitives } from '#wire/audit'

type Verify = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>

const copy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)

const algorithm = 'ML-DSA-44'
const [keyLength, signatureLength] = [1312, 2420]

const inScript: Verify = (key, message, signature) => ml_dsa44.verify(signature, message, key)

/** A key of ML-DSA, as browsers take it that know the algorithm; the types of the language do not know the format yet. */
const importMlDsa = (subtle: SubtleCrypto, key: Uint8Array): Promise<CryptoKey> =>
  subtle.importKey('raw-public' as 'raw', copy(key), algorithm, false, ['verify'])

const ofBrowser =
  (subtle: SubtleCrypto): Verify =>
  async (key, message, signature) =>
    subtle.verify(algorithm, await importMlDsa(subtle, key), copy(signature), copy(message))

/** The browser's own where it takes a key of the right length: machine code, which is as fast the first time as later. */
const findMlDsa = (subtle: SubtleCrypto): Promise<Verify> =>
  importMlDsa(subtle, new Uint8Array(keyLength)).then(
    () => ofBrowser(subtle),
    // A browser that knows neither the algorithm nor the format of the key says so by one error or another.
    () => inScript,
  )

/** `subtle` is the cryptography of the browser. */
export const createPrimitives = (subtle: SubtleCrypto): Primitives => {
  let mlDsa: Promise<Verify> | undefined
  return {
    sha256,
    ed25519: async (key, message, signature) => {
      const publicKey = await subtle.importKey('raw', copy(key), 'Ed25519', false, ['verify'])
      return subtle.verify('Ed25519', publicKey, copy(signature), copy(message))
    },
    mlDsa44: async (key, message, signature) => {
      mlDsa ??= findMlDsa(subtle)
      return signature.length === signatureLength && (await mlDsa)(key, message, signature)
    },
  }
}

export const browserPrimitives: Primitives = createPrimitives(crypto.subtle)
