/** Signing keys as rows. */
import type { JWK } from 'jose'
import type { Query } from '#platform/database'
import type { Sealing } from '#platform/sealing'
import { signingKey } from '../../sealed-fields.ts'
import type { SigningKey } from './key.ts'

interface Row {
  readonly kid: string
  readonly algorithm: string
  readonly public_key: JWK
  readonly private_key_sealed: Uint8Array
  readonly signs_from: Date
  readonly signs_until: Date
  readonly published_until: Date
}

const toKey = async (row: Row, sealing: Sealing): Promise<SigningKey> => ({
  kid: row.kid,
  algorithm: row.algorithm,
  publicKey: row.public_key,
  privateKey: JSON.parse(await sealing.open(signingKey, row.kid, row.private_key_sealed)) as JWK,
  signsFrom: row.signs_from,
  signsUntil: row.signs_until,
  publishedUntil: row.published_until,
})

/** The keys that are published now, in the order in which they sign. */
export const findKeys = async (db: Query, sealing: Sealing, now: Date): Promise<SigningKey[]> => {
  const rows = await db.query<Row>(
    `select kid, algorithm, public_key, private_key_sealed, signs_from, signs_until, published_until
       from identity.signing_key where published_until > $1 order by signs_from, kid`,
    [now],
  )
  return Promise.all(rows.map((row) => toKey(row, sealing)))
}

export const insertKey = async (db: Query, sealing: Sealing, key: SigningKey): Promise<void> => {
  await db.query(
    `insert into identity.signing_key
       (kid, algorithm, public_key, private_key_sealed, signs_from, signs_until, published_until)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      key.kid,
      key.algorithm,
      JSON.stringify(key.publicKey),
      await sealing.seal(signingKey, key.kid, JSON.stringify(key.privateKey)),
      key.signsFrom,
      key.signsUntil,
      key.publishedUntil,
    ],
  )
}

/** Forgets keys under whose signatures nothing counts any more. */
export const dropOldKeys = async (db: Query, now: Date): Promise<void> => {
  await db.query('delete from identity.signing_key where published_until <= $1', [now])
}
