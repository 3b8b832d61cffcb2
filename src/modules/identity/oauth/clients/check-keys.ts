/** Keys of clients: public, of a kind that FAPI 2.0 allows, and strong enough. */
import { createPublicKey } from 'node:crypto'
import type { PublicKey } from '../../wire.ts'
import { badClient } from './refusals.ts'

/** FAPI 2.0, 5.4.2. */
const leastRsaBits = 2048
/** Verifying under a far larger key would take long. */
const mostRsaBits = 8192

const algorithmsOf = ({ kty, crv }: PublicKey): readonly string[] => {
  if (kty === 'RSA') return ['PS256']
  if (kty === 'EC' && crv === 'P-256') return ['ES256']
  return kty === 'OKP' && crv === 'Ed25519' ? ['EdDSA', 'Ed25519'] : []
}

const read = (key: PublicKey) => {
  try {
    return createPublicKey({ key: { ...key }, format: 'jwk' })
  } catch {
    // Node says in many ways that it cannot read a key; to the reader they are one.
    throw badClient(`The key ${key.kid} cannot be read.`)
  }
}

const checkKey = (key: PublicKey) => {
  const algorithms = algorithmsOf(key)
  if (algorithms.length === 0) throw badClient(`The key ${key.kid} is not RSA, P-256 or Ed25519.`)
  if (key.alg !== undefined && !algorithms.includes(key.alg))
    throw badClient(`The key ${key.kid} is not for ${key.alg}.`)
  const bits = read(key).asymmetricKeyDetails?.modulusLength
  if (bits !== undefined && (bits < leastRsaBits || bits > mostRsaBits))
    throw badClient(`The key ${key.kid} must have ${leastRsaBits} to ${mostRsaBits} bits.`)
}

/** Throws 'bad-client' (422). */
export const checkKeys = (keys: readonly PublicKey[]): void => {
  if (keys.length === 0) throw badClient('At least one public key is needed.')
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) throw badClient('Each key needs a kid of its own.')
  for (const key of keys) checkKey(key)
}
