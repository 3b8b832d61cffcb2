/** Personal data and secrets at rest: values sealed for their place, and keyed hashes that they are found by. */
import type { Config } from '#platform/config'
import type { Database, Tx } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Secrets } from '#platform/secrets'
import { openBox, sealBox, Unsealable, versionOf } from './sealing/box.ts'
import { createDataKeys } from './sealing/data-keys.ts'
import { hashUnder } from './sealing/hashed.ts'
import { createKeyRing, type KeyKeeper } from './sealing/key-keeper.ts'
import { type FileKeeper, fileKeeper, secretKeeper } from './sealing/local-keepers.ts'
import { placeOf, type SealedField } from './sealing/place.ts'
import { transitKeeper } from './sealing/transit-keeper.ts'

export { Unsealable } from './sealing/box.ts'
export type { DamagedValue } from './sealing/damage.ts'
export { keyNewsMs } from './sealing/data-keys.ts'
export type { HashedField } from './sealing/hashed.ts'
export type { KeyKeeper } from './sealing/key-keeper.ts'
export { copyKeyFile, mergeKeyFiles, secretKeeper } from './sealing/local-keepers.ts'
export { normalizeEmail, normalizePhone } from './sealing/normalize.ts'
export type { SealedField } from './sealing/place.ts'
export { type Rotation, type RotationNews, rotateKeys } from './sealing/rotate.ts'

export interface Sealing {
  /**
   * Reads which keys there are, so that a new one is used; every two seconds (`keyNewsMs`), and once before anything is sealed: within
   * a transaction it would wait for a second connection, which others may all hold.
   */
  refresh(): Promise<void>
  /** Seals a text for one row; `row` is the key as PostgreSQL writes it (a uuid in lower case, a number in digits). */
  seal(field: SealedField, row: string, text: string): Promise<Buffer>
  /** Opens what was sealed for this row. Throws Unsealable where it was changed or stood elsewhere. */
  open(field: SealedField, row: string, sealed: Uint8Array): Promise<string>
  /**
   * The keyed hash (HMAC-SHA-256, 32 bytes) to write for a value in its normal form; `name` keeps equal values of two columns apart. Until the
   * transaction ends nobody writes with another key, so that a unique index holds while keys change.
   */
  hash(tx: Tx, name: string, normal: string): Promise<Buffer>
  /** Every hash by which the value may stand in the database: one, or two while keys change. */
  hashes(name: string, normal: string): Promise<Buffer[]>
}

/** The keepers of a bank, as its settings say: a service goes before a file, a file before the secret. `file` can be rotated here. */
export const createKeepers = (
  { keyFile, keyService }: Pick<Config, 'keyFile' | 'keyService'>,
  { bankSecret, keyServiceToken = '' }: Pick<Secrets, 'bankSecret' | 'keyServiceToken'>,
  random: RandomBytes,
): { readonly keeper: KeyKeeper; readonly file: FileKeeper | undefined } => {
  const file = keyFile === undefined ? undefined : fileKeeper(keyFile, random)
  const service = keyService && transitKeeper({ ...keyService, token: keyServiceToken })
  const last = secretKeeper(bankSecret, random)
  const [first = last, ...more] = [service, file, last].filter((each) => each !== undefined)
  return { keeper: createKeyRing([first, ...more]), file: service ? undefined : file }
}

export interface SealingNeeds {
  readonly db: Database
  readonly randomBytes: RandomBytes
  readonly keeper: KeyKeeper
}

/** Sealing with the data keys of a bank, which are made at the first use. */
export const createSealing = ({ db, randomBytes, keeper }: SealingNeeds): Sealing => {
  const keys = createDataKeys(db, keeper, randomBytes)
  return {
    refresh: keys.reload,
    seal: async (field, row, text) => {
      const { version, key } = await keys.current()
      return sealBox(key, version, placeOf(field, row), Buffer.from(text), randomBytes)
    },
    open: async (field, row, sealed) => {
      const key = await keys.find('seal', versionOf(sealed))
      if (!key) throw new Unsealable(`there is no data key of version ${versionOf(sealed)}`)
      return openBox(key, placeOf(field, row), sealed).toString()
    },
    hash: async (tx, name, normal) => hashUnder((await keys.written(tx)).key, name, normal),
    hashes: async (name, normal) => (await keys.searched()).map(({ key }) => hashUnder(key, name, normal)),
  }
}
