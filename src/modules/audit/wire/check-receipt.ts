/** Checks a receipt: every byte of the file counts, and nothing but the file and the trusted keys is needed. Browser-safe. */
import { z } from 'zod'
import { fromBase64 } from './base64.ts'
import { canonicalOf, type Json } from './canonical.ts'
import { type NoteKey, readCheckpoint, readKey, readNote, signatureType, signersOf } from './check-note.ts'
import { areEqual, leafHashOf, type Primitives, rootByInclusion } from './check-proof.ts'

const record = z.record(z.string().max(100), z.json())

export const receiptSchema = z.strictObject({
  format: z.literal('bankserver-receipt-1'),
  leaf: record.describe('What the log holds, in the words of the module that wrote it.'),
  index: z.int().min(0).describe('The place of the leaf, from 0.'),
  proof: z.array(z.string().length(44)).max(53).describe('Hashes from the leaf to the root, base 64.'),
  checkpoint: z
    .string()
    .max(16_000)
    .describe('The signed note of the tree: origin, size, root, an Ed25519 and an ML-DSA-44 signature.'),
  keys: z
    .array(z.string().max(4000))
    .length(2)
    .describe('The keys of those signatures, as verifier keys of signed notes.'),
})

export type Receipt = z.output<typeof receiptSchema>

/** Why a receipt was refused; each is a sentence of the page that shows it. */
export type ReceiptFault = 'not-a-receipt' | 'not-canonical' | 'unknown-key' | 'bad-signature' | 'not-in-tree'

export interface CheckedReceipt {
  readonly fault: ReceiptFault | null
  readonly leaf?: Receipt['leaf']
  readonly index?: number
  readonly size?: number
  readonly origin?: string
  /** When the checkpoint was signed, in seconds since 1970, as its ML-DSA-44 signature covers it. */
  readonly signedAt?: number
  /** Whether it is one of a QR code, with the Ed25519 signature alone, which has no time. */
  readonly isShort?: true
}

const refused = (fault: ReceiptFault): CheckedReceipt => ({ fault })

const parseReceipt = (text: string): Receipt | null => {
  try {
    return receiptSchema.safeParse(JSON.parse(text)).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** null where it holds what a receipt never does, such as a fraction. */
const writeAgain = (receipt: Receipt): string | null => {
  try {
    return canonicalOf(receipt as Json)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const readKeys = async (primitives: Primitives, texts: readonly string[]): Promise<NoteKey[] | null> => {
  const keys: NoteKey[] = []
  for (const text of texts) {
    const key = await readKey(primitives, text)
    if (key === null) return null
    keys.push(key)
  }
  return keys
}

const secondsOf = (signature: Uint8Array): number =>
  Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0))

/** `trusted` are the keys that the reader has of this bank, as verifier keys; null trusts those of the file, which proves less. */
export const checkReceipt = async (
  primitives: Primitives,
  text: string,
  trusted: readonly string[] | null,
): Promise<CheckedReceipt> => {
  const receipt = parseReceipt(text)
  if (receipt === null) return refused('not-a-receipt')
  if (writeAgain(receipt) !== text) return refused('not-canonical')
  const keys = await readKeys(primitives, receipt.keys)
  const note = readNote(receipt.checkpoint)
  const checkpoint = note && readCheckpoint(note.body)
  const proof = receipt.proof.map(fromBase64).filter((step) => step !== null)
  if (!keys || !note || !checkpoint || proof.length !== receipt.proof.length) return refused('not-a-receipt')
  const types = keys.map(({ type }) => type)
  const areBoth = types[0] === signatureType.ed25519 && types[1] === signatureType.mlDsa44
  if (!areBoth || note.signatures.length !== 2 || keys.some(({ name }) => name !== checkpoint.origin))
    return refused('not-a-receipt')
  if (trusted && !receipt.keys.every((key) => trusted.includes(key))) return refused('unknown-key')
  if ((await signersOf(primitives, note, keys))?.length !== 2) return refused('bad-signature')
  const entry = await primitives.sha256(new TextEncoder().encode(canonicalOf(receipt.leaf as Json)))
  const { index } = receipt
  const { size, origin } = checkpoint
  const root = await rootByInclusion(primitives, await leafHashOf(primitives, entry), { index, size, proof })
  if (root === null || !areEqual(root, checkpoint.root)) return refused('not-in-tree')
  return { fault: null, leaf: receipt.leaf, index, size, origin, signedAt: secondsOf(note.signatures[1].signature) }
}
