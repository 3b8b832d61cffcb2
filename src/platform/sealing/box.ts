/** One sealed value: AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits, at most 2^32 values a key. */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { RandomBytes } from '#platform/id'

// One byte names the algorithm, so that another one can follow; four are the version of the data key.
const aes256Gcm = 1
const headerBytes = 5
const nonceBytes = 12
const tagBytes = 16

/** Thrown where a sealed value was changed, moved to another row, or sealed under another key. */
export class Unsealable extends Error {
  override readonly name = 'Unsealable'
}

/** The bytes with which every value of this version of the key begins. */
export const headerOf = (version: number): Buffer => {
  const header = Buffer.alloc(headerBytes)
  header.writeUInt8(aes256Gcm)
  header.writeUInt32BE(version, 1)
  return header
}

/** The version of the key that a value was sealed under. Throws Unsealable. */
export const versionOf = (sealed: Uint8Array): number => {
  const bytes = Buffer.from(sealed)
  if (bytes.length < headerBytes + nonceBytes + tagBytes || bytes[0] !== aes256Gcm)
    throw new Unsealable('this is not a sealed value')
  return bytes.readUInt32BE(1)
}

/** Seals bytes for one place; only the same place opens them. */
export const sealBox = (key: Uint8Array, version: number, place: string, plain: Uint8Array, random: RandomBytes) => {
  const [header, nonce] = [headerOf(version), random(nonceBytes)]
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.concat([header, Buffer.from(place)]))
  return Buffer.concat([header, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Opens what was sealed for this place. Throws Unsealable. */
export const openBox = (key: Uint8Array, place: string, sealed: Uint8Array): Buffer => {
  const bytes = Buffer.from(sealed)
  const header = headerOf(versionOf(bytes))
  const nonce = bytes.subarray(headerBytes, headerBytes + nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.concat([header, Buffer.from(place)]))
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  try {
    const plain = decipher.update(bytes.subarray(headerBytes + nonceBytes, -tagBytes))
    return Buffer.concat([plain, decipher.final()])
  } catch {
    // The library's own message says less.
    throw new Unsealable(`the value for ${place} was changed, moved, or sealed under another key`)
  }
}
