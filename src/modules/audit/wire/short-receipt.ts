/**
 * A receipt that fits a QR code: the leaf, its proof, and the checkpoint with its Ed25519 signature alone, as bytes in the fragment of an
 * address, which no browser sends anywhere. Browser-safe.
 */
import { fromBase64, toBase64 } from './base64.ts'
import { canonicalOf, type Json } from './canonical.ts'
import {
  keyIdOf,
  type NoteKey,
  readCheckpoint,
  readKey,
  readNote,
  signatureType,
  signersOf,
  writeKey,
} from './check-note.ts'
import { areEqual, joinBytes, leafHashOf, type Primitives, rootByInclusion } from './check-proof.ts'
import type { CheckedReceipt, Receipt, ReceiptFault } from './check-receipt.ts'

const version = 1
const mark = '#r='
const [hashLength, keyLength, signatureLength] = [32, 32, 64]
const utf8 = new TextEncoder()

const uint64 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

const toBase64Url = (bytes: Uint8Array) => toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')

/** null for everything that `toBase64Url` would not have written. */
const fromBase64Url = (text: string): Uint8Array | null => {
  if (!/^[\w-]*$/.test(text)) return null
  const plain = text.replaceAll('-', '+').replaceAll('_', '/')
  return fromBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, '='))
}

/** The part of the address after its #, with the mark; null where the receipt is not signed as receipts are. */
export const shortReceipt = async (primitives: Primitives, receipt: Receipt): Promise<string | null> => {
  const key = await readKey(primitives, receipt.keys[0] ?? '')
  const note = readNote(receipt.checkpoint)
  const checkpoint = note && readCheckpoint(note.body)
  const signature = note?.signatures[0]?.signature
  if (key?.type !== signatureType.ed25519 || !checkpoint || signature?.length !== signatureLength) return null
  const proof = receipt.proof.map(fromBase64).filter((step) => step !== null)
  const origin = utf8.encode(checkpoint.origin)
  const bytes = joinBytes(
    Uint8Array.of(version, proof.length, origin.length),
    origin,
    uint64(checkpoint.size),
    checkpoint.root,
    key.key,
    signature,
    uint64(receipt.index),
    ...proof,
    utf8.encode(canonicalOf(receipt.leaf as Json)),
  )
  return `${mark}${toBase64Url(bytes)}`
}

/** Whether a text is such a receipt, with an address before it or not. */
export const isShortReceipt = (text: string): boolean => /^(https?:\/\/\S+)?#r=[\w-]+$/.test(text)

interface Short {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  readonly key: Uint8Array
  readonly signature: Uint8Array
  readonly index: number
  readonly proof: Uint8Array[]
  readonly leafBytes: Uint8Array
}

/** null where it is cut short, or of another version. */
const unpack = (bytes: Uint8Array): Short | null => {
  let at = 3
  const take = (count: number) => {
    at += count
    return bytes.subarray(at - count, at)
  }
  const number = () => Number(new DataView(take(8).slice().buffer).getBigUint64(0))
  const [given, steps, originLength] = bytes
  if (given !== version || steps > 53 || bytes.length < 3 + originLength + 8 + 32 + 32 + 64 + 8 + steps * hashLength)
    return null
  return {
    origin: new TextDecoder().decode(take(originLength)),
    size: number(),
    root: take(hashLength),
    key: take(keyLength),
    signature: take(signatureLength),
    index: number(),
    proof: Array.from({ length: steps }, () => take(hashLength)),
    leafBytes: bytes.subarray(at),
  }
}

const readLeaf = (bytes: Uint8Array): Receipt['leaf'] | null => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const leaf = JSON.parse(text)
    return typeof leaf === 'object' && leaf !== null && canonicalOf(leaf) === text ? leaf : null
  } catch (error) {
    // Bytes that are no text, text that is no JSON, and numbers that no leaf has.
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError) return null
    throw error
  }
}

const refused = (fault: ReceiptFault): CheckedReceipt => ({ fault })

/** Checks one; `trusted` as for a whole receipt. It proves as much, but for who might one day break Ed25519. */
export const checkShortReceipt = async (
  primitives: Primitives,
  text: string,
  trusted: readonly string[] | null,
): Promise<CheckedReceipt> => {
  const bytes = fromBase64Url(text.slice(text.indexOf(mark) + mark.length))
  const short = bytes && unpack(bytes)
  const leaf = short && readLeaf(short.leafBytes)
  if (!short || !leaf || !Number.isSafeInteger(short.size) || !/^[^\s+]+$/.test(short.origin))
    return refused('not-a-receipt')
  const { origin, size, root, index, proof } = short
  const key: NoteKey = { name: origin, type: signatureType.ed25519, key: short.key }
  if (trusted && !trusted.includes(await writeKey(primitives, key))) return refused('unknown-key')
  const body = `${origin}\n${size}\n${toBase64(root)}\n`
  const line = { name: origin, id: await keyIdOf(primitives, key), signature: short.signature }
  if ((await signersOf(primitives, { body, signatures: [line] }, [key]))?.length !== 1) return refused('bad-signature')
  const entry = await primitives.sha256(short.leafBytes.slice())
  const reached = await rootByInclusion(primitives, await leafHashOf(primitives, entry), { index, size, proof })
  if (reached === null || !areEqual(reached, root)) return refused('not-in-tree')
  return { fault: null, leaf, index, size, origin, isShort: true }
}
