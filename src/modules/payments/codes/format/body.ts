/** What a payment code says, and how it is packed: 49 bytes and the note, then 64 bytes of signature. */
import { type CurrencyCode, currencies, currencyOfLedger, largestMinor } from '#platform/money'

/** dynamic: for one payment, until a time. static: printed, for any number of payments, until its key is revoked. */
export type CodeKind = 'dynamic' | 'static'

export interface CodeBody {
  readonly kind: CodeKind
  /** Eight bytes that commit to the payee's number and public key. */
  readonly key: Uint8Array
  /** Eight bytes that open the commitment; they stand in codes and in no list. */
  readonly salt: Uint8Array
  /** The payee's account, twelve digits. */
  readonly number: string
  readonly currency: CurrencyCode
  /** Null where the payer says how much. */
  readonly minor: bigint | null
  readonly note: string
  readonly issuedAt: Date
  /** Null for a static code. */
  readonly expiresAt: Date | null
  /** Eight random bytes. */
  readonly nonce: Uint8Array
}

export interface SignedCode {
  readonly body: CodeBody
  /** What was signed, byte by byte. */
  readonly signed: Uint8Array
  readonly signature: Uint8Array
}

/** Bytes of a note in UTF-8, so that the link fits into version 10 and the whole payload into version 14. */
export const longestNote = 78

const layout = {
  kind: 0,
  key: 1,
  salt: 9,
  number: 17,
  currency: 22,
  minor: 24,
  issued: 32,
  expires: 36,
  nonce: 40,
  note: 48,
}
const signatureLength = 64
const kinds: readonly CodeKind[] = ['dynamic', 'static']
/** The first half of the first byte is the version of this form. */
const formVersion = 0x10

const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000)

/** Throws a RangeError for what cannot be packed: a note that is too long, a number that is none. */
export const packBody = (body: CodeBody): Uint8Array => {
  const note = new TextEncoder().encode(body.note)
  if (note.length > longestNote) throw new RangeError('The note of a code is too long.')
  if (!/^\d{12}$/.test(body.number)) throw new RangeError('A code is for an account number of twelve digits.')
  const bytes = new Uint8Array(layout.note + 1 + note.length)
  const view = new DataView(bytes.buffer)
  bytes[layout.kind] = formVersion | kinds.indexOf(body.kind)
  bytes.set(body.key, layout.key)
  bytes.set(body.salt, layout.salt)
  const number = Number(body.number)
  view.setUint8(layout.number, Math.floor(number / 2 ** 32))
  view.setUint32(layout.number + 1, number % 2 ** 32)
  view.setUint16(layout.currency, currencies[body.currency].ledger)
  view.setBigUint64(layout.minor, body.minor ?? 0n)
  view.setUint32(layout.issued, secondsOf(body.issuedAt))
  view.setUint32(layout.expires, body.expiresAt ? secondsOf(body.expiresAt) : 0)
  bytes.set(body.nonce, layout.nonce)
  bytes[layout.note] = note.length
  bytes.set(note, layout.note + 1)
  return bytes
}

export const joinSignature = (signed: Uint8Array, signature: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(signed.length + signature.length)
  bytes.set(signed)
  bytes.set(signature, signed.length)
  return bytes
}

/** Undefined for bytes that no code is packed as. The signature is not looked at. */
export const unpackCode = (bytes: Uint8Array): SignedCode | undefined => {
  const noteLength = bytes[layout.note] ?? 256
  if (noteLength > longestNote || bytes.length !== layout.note + 1 + noteLength + signatureLength) return undefined
  const signed = bytes.slice(0, -signatureLength)
  try {
    return { body: readBody(signed), signed, signature: bytes.slice(-signatureLength) }
  } catch (error) {
    // An unknown currency, a note that is no UTF-8, an account that has more than twelve digits: nobody packed that.
    if (error instanceof RangeError || error instanceof TypeError) return undefined
    throw error
  }
}

const readBody = (bytes: Uint8Array): CodeBody => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const kind = kinds[bytes[layout.kind] ^ formVersion]
  const number = view.getUint8(layout.number) * 2 ** 32 + view.getUint32(layout.number + 1)
  const minor = view.getBigUint64(layout.minor)
  const expires = view.getUint32(layout.expires)
  if (kind === undefined || number >= 1e12 || minor > largestMinor || (kind === 'dynamic') !== expires > 0)
    throw new RangeError('No code says this.')
  return {
    kind,
    key: bytes.slice(layout.key, layout.salt),
    salt: bytes.slice(layout.salt, layout.number),
    number: String(number).padStart(12, '0'),
    currency: currencyOfLedger(view.getUint16(layout.currency)),
    minor: minor === 0n ? null : minor,
    issuedAt: new Date(view.getUint32(layout.issued) * 1000),
    expiresAt: expires === 0 ? null : new Date(expires * 1000),
    nonce: bytes.slice(layout.nonce, layout.note),
    note: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.slice(layout.note + 1)),
  }
}
