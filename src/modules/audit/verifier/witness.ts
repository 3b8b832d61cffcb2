/** A witness: keeps the last checkpoint that it has seen, refuses every tree that does not begin with it, and signs what it kept. */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import type { RandomBytes } from '#platform/id'
import { type Checkpoint, readCheckpoint, readNote } from '../wire/check-note.ts'

const typeByte = 0x06

const keyOf = (seed: Buffer) => {
  const privateKey = createPrivateKey({ key: seed, format: 'raw-seed', asymmetricKeyType: 'ml-dsa-44' })
  const publicKey = createPublicKey(privateKey).export({ format: 'raw-public' }) as unknown as Buffer
  return { privateKey, publicKey }
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

const readOr = async <Other>(file: string, other: Other): Promise<string | Other> => {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return other
    throw error
  }
}

/** The checkpoint that was kept; null before the first. Throws where the file holds something else. */
export const readKept = async (file: string): Promise<Checkpoint | null> => {
  const text = await readOr(file, null)
  if (text === null) return null
  const note = readNote(text)
  const checkpoint = note && readCheckpoint(note.body)
  if (!checkpoint) throw new Error(`${file} holds no checkpoint`)
  return checkpoint
}

const seedOf = async (file: string, random: RandomBytes): Promise<Buffer> => {
  const known = await readOr(file, null)
  if (known !== null) return Buffer.from(known.trim(), 'base64')
  const seed = Buffer.from(random(32))
  await writeFile(file, `${seed.toString('base64')}\n`, { mode: 0o600 })
  return seed
}

const idOf = (name: string, publicKey: Buffer): Buffer =>
  createHash('sha256').update(`${name}\n`).update(Buffer.of(typeByte)).update(publicKey).digest().subarray(0, 4)

const lengthThen = (text: string) => Buffer.concat([Buffer.of(Buffer.byteLength(text)), Buffer.from(text)])
const uint64 = (value: bigint) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return bytes
}

/** The key of the witness whose checkpoint is kept in this file, as it is given to banks; its first look makes it. */
export const witnessKey = async (file: string, name: string, random: RandomBytes): Promise<string> => {
  const { publicKey } = keyOf(await seedOf(`${file}.key`, random))
  const bytes = Buffer.concat([Buffer.of(typeByte), publicKey])
  return `${name}+${idOf(name, publicKey).toString('hex')}+${bytes.toString('base64')}`
}

export interface WitnessNeeds {
  /** Where the checkpoint is kept; the key lies beside it. */
  readonly file: string
  readonly name: string
  readonly now: Date
  readonly randomBytes: RandomBytes
}

/** Keeps a checkpoint that was checked, with this witness's own ML-DSA-44 cosignature under it; answers the note. */
export const keepCheckpoint = async (note: string, { file, name, now, randomBytes }: WitnessNeeds): Promise<string> => {
  const parsed = readNote(note)
  const checkpoint = parsed && readCheckpoint(parsed.body)
  if (!checkpoint) throw new Error('there is no checkpoint to keep')
  const { privateKey, publicKey } = keyOf(await seedOf(`${file}.key`, randomBytes))
  const time = uint64(BigInt(Math.floor(now.getTime() / 1000)))
  const head = [lengthThen(checkpoint.origin), uint64(0n), uint64(BigInt(checkpoint.size)), checkpoint.root]
  const message = Buffer.concat([Buffer.from('subtree/v1\n\0'), lengthThen(name), time, ...head])
  const id = idOf(name, publicKey)
  const line = `— ${name} ${Buffer.concat([id, time, sign(null, message, privateKey)]).toString('base64')}\n`
  // Whoever is cut off in the middle keeps the old one.
  await writeFile(`${file}.new`, `${note}${line}`)
  await rename(`${file}.new`, file)
  return `${note}${line}`
}
