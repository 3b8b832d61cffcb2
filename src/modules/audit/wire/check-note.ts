/** Checkpoints as signed notes (C2SP signed-note, tlog-checkpoint, tlog-cosignature), as whoever checks reads them. Browser-safe. */
import { fromBase64, toBase64, toHex } from './base64.ts'
import { areEqual, type Head, joinBytes, type Primitives } from './check-proof.ts'

/** The bytes by which signed notes tell kinds of signatures: a log's Ed25519, and cosignatures with a time. */
export const signatureType = { ed25519: 0x01, cosignature: 0x04, mlDsa44: 0x06 } as const

/** A key that signatures are checked with; `type` is the byte of its kind. */
export interface NoteKey {
  readonly name: string
  readonly type: number
  readonly key: Uint8Array
}

const utf8 = new TextEncoder()
const keyLengths: ReadonlyMap<number, number> = new Map([
  [signatureType.ed25519, 32],
  [signatureType.cosignature, 32],
  [signatureType.mlDsa44, 1312],
])

export const keyIdOf = async ({ sha256 }: Primitives, { name, type, key }: NoteKey): Promise<Uint8Array> =>
  (await sha256(joinBytes(utf8.encode(`${name}\n`), Uint8Array.of(type), key))).subarray(0, 4)

/** Writes a key as others are given it: name, id, kind and key. */
export const writeKey = async (primitives: Primitives, key: NoteKey): Promise<string> =>
  `${key.name}+${toHex(await keyIdOf(primitives, key))}+${toBase64(joinBytes(Uint8Array.of(key.type), key.key))}`

/** Reads a key as it is given to others; null where it is none, or its id is not its own. */
export const readKey = async (primitives: Primitives, text: string): Promise<NoteKey | null> => {
  const [, name, , encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? []
  const bytes = encoded === undefined ? null : fromBase64(encoded)
  if (name === undefined || bytes === null || keyLengths.get(bytes[0]) !== bytes.length - 1) return null
  const key = { name, type: bytes[0], key: bytes.subarray(1) }
  return (await writeKey(primitives, key)) === text ? key : null
}

export interface SignatureLine {
  readonly name: string
  readonly id: Uint8Array
  readonly signature: Uint8Array
}

export interface Note {
  /** With its last newline; that is what is signed. */
  readonly body: string
  readonly signatures: readonly SignatureLine[]
}

const mostSignatures = 16

const readSignature = (line: string): SignatureLine | null => {
  const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? []
  const bytes = encoded === undefined ? null : fromBase64(encoded)
  if (name === undefined || bytes === null || bytes.length < 5) return null
  return { name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) }
}

/** Takes a note apart; null where it is none. */
export const readNote = (text: string): Note | null => {
  const end = text.lastIndexOf('\n\n')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a note may not hold
  if (end < 1 || !text.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/.test(text)) return null
  const lines = text.slice(end + 2, -1).split('\n')
  const signatures = lines.map(readSignature)
  if (lines.length > mostSignatures || signatures.some((line) => line === null)) return null
  return { body: text.slice(0, end + 1), signatures: signatures.filter((line) => line !== null) }
}

export interface Checkpoint extends Head {
  readonly origin: string
}

/** Reads the body of a checkpoint: whose log, how many leaves, which root. Extension lines are refused. */
export const readCheckpoint = (body: string): Checkpoint | null => {
  const [, origin, size, root] = /^([^\s+]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/=]{44})\n$/.exec(body) ?? []
  const bytes = root === undefined ? null : fromBase64(root)
  if (origin === undefined || bytes?.length !== 32 || !Number.isSafeInteger(Number(size))) return null
  return { origin, size: Number(size), root: bytes }
}

const bigEndian = (value: bigint): Uint8Array => {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, value)
  return bytes
}

const shortText = (text: string): Uint8Array => {
  const bytes = utf8.encode(text)
  return joinBytes(Uint8Array.of(bytes.length), bytes)
}

/** What an ML-DSA-44 cosignature is over (the structure `cosigned_message`). `seconds` is its time since 1970. */
export const cosignedMessage = (cosigner: string, seconds: bigint, { origin, size, root }: Checkpoint): Uint8Array =>
  joinBytes(
    utf8.encode('subtree/v1\n\0'),
    shortText(cosigner),
    bigEndian(seconds),
    shortText(origin),
    bigEndian(0n),
    bigEndian(BigInt(size)),
    root,
  )

const isGood = async (primitives: Primitives, { name, type, key }: NoteKey, body: string, signed: Uint8Array) => {
  if (type === signatureType.ed25519) return primitives.ed25519(key, utf8.encode(body), signed)
  const checkpoint = readCheckpoint(body)
  if (checkpoint === null || signed.length < 9) return false
  const seconds = new DataView(signed.buffer, signed.byteOffset).getBigUint64(0)
  const signature = signed.subarray(8)
  if (type === signatureType.mlDsa44)
    return primitives.mlDsa44(key, cosignedMessage(name, seconds, checkpoint), signature)
  return primitives.ed25519(key, utf8.encode(`cosignature/v1\ntime ${seconds}\n${body}`), signature)
}

/** Those of the keys whose signature the note has; null where the signature of one of them is there and wrong. */
export const signersOf = async (
  primitives: Primitives,
  note: Note,
  keys: readonly NoteKey[],
): Promise<NoteKey[] | null> => {
  const signers: NoteKey[] = []
  for (const key of keys) {
    const id = await keyIdOf(primitives, key)
    const line = note.signatures.find((each) => each.name === key.name && areEqual(each.id, id))
    if (line === undefined) continue
    if (!(await isGood(primitives, key, note.body, line.signature))) return null
    signers.push(key)
  }
  return signers
}
