/** Identifiers: UUIDs of version 7 (RFC 9562, section 5.7), which sort by their time. Safe in a browser. */

/** Fills so many random bytes. The server passes node:crypto's, a browser its own, a test a seeded one. */
export type RandomBytes = (count: number) => Uint8Array

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

const format = (bytes: Uint8Array): string => {
  const text = Array.from(bytes, (byte) => hex[byte]).join('')
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
}

/** A UUIDv7 of an instant in milliseconds since 1970 and at least ten random (or derived) bytes. */
export const uuidv7 = (atMs: number, bytes: Uint8Array): string => {
  const id = new Uint8Array(16)
  let rest = atMs
  for (let index = 5; index >= 0; index--) {
    id[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  id.set(bytes.subarray(0, 10), 6)
  id[6] = 0x70 | (id[6] & 0x0f)
  id[8] = 0x80 | (id[8] & 0x3f)
  return format(id)
}

/** A UUID of version 8 (RFC 9562, section 5.8) from sixteen bytes that the caller derived, for instance from a hash. */
export const uuidv8 = (bytes: Uint8Array): string => {
  const id = bytes.slice(0, 16)
  id[6] = 0x80 | (id[6] & 0x0f)
  id[8] = 0x80 | (id[8] & 0x3f)
  return format(id)
}

/** Any UUID in lower case. */
export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A UUID of version 7 in lower case. */
export const uuidv7Pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
