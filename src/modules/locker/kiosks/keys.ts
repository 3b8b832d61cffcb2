/** The keys of kiosks: ECDSA on P-256 with SHA-256, as every browser makes them without letting the private half out. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto'

/** The public key in DER, or undefined where it is something else than a key on P-256. */
export const readKey = (der: Uint8Array): KeyObject | undefined => {
  try {
    const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })
    const isFitting = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
    return isFitting ? key : undefined
  } catch {
    // The library throws an Error of its own for each kind of nonsense.
    return undefined
  }
}

/** Whether the text was signed by the key; the signature is r and s one after the other, in base64url. */
export const isSignedBy = (der: Uint8Array, text: string, signature: string): boolean => {
  const key = readKey(der)
  const given = Buffer.from(signature, 'base64url')
  if (key === undefined || given.length !== 64) return false
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, given)
}
