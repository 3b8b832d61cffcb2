/** Checkpoints as the log signs them (C2SP tlog-checkpoint, signed-note, tlog-cosignature). */
import { createHash, type KeyObject, sign } from 'node:crypto'

/** The algorithms of the log, and how each is named within the id of its key. */
export const algorithms = {
  ed25519: Buffer.of(0x01),
  // The log signs as the first of its own cosigners: that is the form in which C2SP has ML-DSA-44.
  'ml-dsa-44': Buffer.of(0x06),
  // Not assigned; 0xff is for those, with a longer name behind it.
  'slh-dsa-sha2-128s': Buffer.concat([Buffer.of(0xff), Buffer.from('slh-dsa-sha2-128s')]),
} as const

export type Algorithm = keyof typeof algorithms

export interface SigningKey {
  readonly id: string
  readonly algorithm: Algorithm
  readonly privateKey: KeyObject
  readonly publicKey: Buffer
}

export interface TreeHead {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  readonly at: Date
}

const keyIdOf = (origin: string, { algorithm, publicKey }: Pick<SigningKey, 'algorithm' | 'publicKey'>): Buffer =>
  createHash('sha256').update(`${origin}\n`).update(algorithms[algorithm]).update(publicKey).digest().subarray(0, 4)

/** The key as it is published, in the form that tools for signed notes take. */
export const verifierKeyOf = (origin: string, key: Pick<SigningKey, 'algorithm' | 'publicKey'>): string => {
  const encoded = Buffer.concat([algorithms[key.algorithm], key.publicKey]).toString('base64')
  return `${origin}+${keyIdOf(origin, key).toString('hex')}+${encoded}`
}

const uint64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

const withLength = (text: string): Buffer => {
  const bytes = Buffer.from(text)
  return Buffer.concat([Buffer.of(bytes.length), bytes])
}

/** What is signed of a tree: whose it is, how many leaves, the root. */
export const bodyOf = ({ origin, size, root }: TreeHead): string =>
  `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`

const lineOf = (origin: string, key: SigningKey, signature: Uint8Array): string =>
  `— ${origin} ${Buffer.concat([keyIdOf(origin, key), signature]).toString('base64')}\n`

const signWith = ({ algorithm, privateKey }: SigningKey, head: TreeHead): Buffer => {
  if (algorithm === 'ed25519') return sign(null, Buffer.from(bodyOf(head)), privateKey)
  const time = uint64(Math.floor(head.at.getTime() / 1000))
  const message = Buffer.concat([
    Buffer.from('subtree/v1\n\0'),
    withLength(head.origin),
    time,
    withLength(head.origin),
    uint64(0),
    uint64(head.size),
    head.root,
  ])
  return Buffer.concat([time, sign(null, message, privateKey)])
}

/** The note of a checkpoint, signed with each of the keys. */
export const signCheckpoint = (head: TreeHead, keys: readonly SigningKey[]): string =>
  `${bodyOf(head)}\n${keys.map((key) => lineOf(head.origin, key, signWith(key, head))).join('')}`

/** The same with SLH-DSA, in a thread: one signature takes a quarter of a second. */
export const signArchive = async (head: TreeHead, key: SigningKey): Promise<string> => {
  const signature = await new Promise<Buffer>((resolve, reject) =>
    sign(null, Buffer.from(bodyOf(head)), key.privateKey, (error, signed) => (error ? reject(error) : resolve(signed))),
  )
  return `${bodyOf(head)}\n${lineOf(head.origin, key, signature)}`
}
