/** The keys of the log: made, sealed, read, and handed on from one to the next. */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import canonicalize from 'canonicalize'
import type { Query } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import type { SealedField, Sealing } from '#platform/sealing'
import { type Algorithm, type SigningKey, verifierKeyOf } from './note.ts'

export const privateKeyField: SealedField = {
  table: 'audit.signing_key',
  column: 'private_key_sealed',
  key: 'id',
  keyType: 'uuid',
}

interface KeyRow {
  readonly id: string
  readonly algorithm: Algorithm
  readonly public_key: string
  readonly private_key_sealed: Buffer
}

const rawFormat = { ed25519: 'raw-private', 'ml-dsa-44': 'raw-seed', 'slh-dsa-sha2-128s': 'raw-private' } as const

const keyOf = (algorithm: Algorithm, raw: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.from(raw), format: rawFormat[algorithm], asymmetricKeyType: algorithm })

const publicPart = (privateKey: KeyObject): Buffer =>
  createPublicKey(privateKey).export({ format: 'raw-public' }) as unknown as Buffer

const generate = promisify(generateKeyPair) as unknown as (type: string) => Promise<{ privateKey: KeyObject }>

// The library makes SLH-DSA keys only from its own chance.
const rawKey = async (algorithm: Algorithm, random: RandomBytes): Promise<Uint8Array> =>
  algorithm === 'slh-dsa-sha2-128s'
    ? ((await generate(algorithm)).privateKey.export({ format: 'raw-private' }) as unknown as Buffer)
    : random(32)

export interface KeyNeeds {
  readonly sealing: Sealing
  readonly randomBytes: RandomBytes
}

export interface MadeKey extends SigningKey {
  readonly sealed: Buffer
}

/** Makes a key and seals its private half. */
export const makeKey = async ({ sealing, randomBytes }: KeyNeeds, algorithm: Algorithm, at: Date): Promise<MadeKey> => {
  const id = uuidv7(at.getTime(), randomBytes(10))
  const raw = await rawKey(algorithm, randomBytes)
  const privateKey = keyOf(algorithm, raw)
  const sealed = await sealing.seal(privateKeyField, id, Buffer.from(raw).toString('base64'))
  return { id, algorithm, privateKey, publicKey: publicPart(privateKey), sealed }
}

/** Writes keys down that sign from this size on. */
export const insertKeys = async (db: Query, origin: string, keys: readonly MadeKey[], since: number): Promise<void> => {
  await db.query(
    `insert into audit.signing_key (id, algorithm, public_key, private_key_sealed, since)
     select id, algorithm, public, sealed, $5 from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[]) k(id, algorithm, public, sealed)`,
    [
      keys.map(({ id }) => id),
      keys.map(({ algorithm }) => algorithm),
      keys.map((key) => verifierKeyOf(origin, key)),
      keys.map(({ sealed }) => sealed),
      since,
    ],
  )
}

/** The keys that sign now. */
export const readKeys = async (db: Query, sealing: Sealing): Promise<SigningKey[]> => {
  const rows = await db.query<KeyRow>(
    `select id, algorithm, public_key, private_key_sealed from audit.signing_key
      where until is null and private_key_sealed is not null order by array_position(array['ed25519', 'ml-dsa-44'], algorithm)`,
  )
  return Promise.all(
    rows.map(async ({ id, algorithm, private_key_sealed }) => {
      const raw = Buffer.from(await sealing.open(privateKeyField, id, private_key_sealed), 'base64')
      const privateKey = keyOf(algorithm, raw)
      return { id, algorithm, privateKey, publicKey: publicPart(privateKey) }
    }),
  )
}

/** Ends keys: from this size on they sign no more, and their private halves are gone. */
export const endKeys = async (db: Query, keys: readonly SigningKey[], until: number): Promise<void> => {
  await db.query(
    'update audit.signing_key set until = $2, private_key_sealed = null where id = any ($1::uuid[]) and until is null',
    [keys.map(({ id }) => id), until],
  )
}

/** Says of what is signed that it hands a log on, so that it can be taken for nothing else. */
const handingOn = 'bankserver audit keys v1\n'

/** The leaf that announces keys: what they are, and the signatures of those before them, by which a reader trusts them. */
export const announce = (origin: string, keys: readonly SigningKey[], signers: readonly SigningKey[]): string => {
  const announced = { type: 'keys', origin, keys: keys.map((key) => verifierKeyOf(origin, key)) }
  const message = Buffer.from(`${handingOn}${canonicalize(announced)}`)
  const signatures = signers.map((key) => ({
    key: verifierKeyOf(origin, key),
    signature: sign(null, message, key.privateKey).toString('base64'),
  }))
  return canonicalize({ ...announced, signatures }) ?? ''
}
