/** The link of a charge is signed by the payee's code key, so that nobody can make one up or change what it asks for. */
import { verify } from 'node:crypto'
import type { Query } from '#platform/database'
import { publicKeyOf } from '../codes/format/verify.ts'
import { currentKey, type KeyNeeds, type Signed, signCode } from '../codes/keys/keys.ts'
import { findKey } from '../codes/keys/rows.ts'
import type { ChargeRow, NewCharge } from './rows.ts'

type Spoken = Pick<NewCharge, 'id' | 'product' | 'currency' | 'minor' | 'accept_until'>

/** One line for each thing that is signed; none of them can hold a line break. */
const textOf = ({ id, product, currency, minor, accept_until }: Spoken): Uint8Array =>
  Buffer.from(['bankserver charge 1', id, product, currency, minor, accept_until.toISOString()].join('\n'))

export const signCharge = async (needs: KeyNeeds, account: Signed, charge: Spoken) => {
  const key = await currentKey(needs, account)
  return { key: key.key, signature: await signCode(needs, key, textOf(charge)) }
}

/** Whether somebody holds the link of this charge, and its key is not revoked. */
export const isSignedLink = async (db: Query, charge: ChargeRow, given: string | undefined): Promise<boolean> => {
  if (given === undefined || !charge.key || !charge.signature) return false
  const key = await findKey(db, charge.key)
  if (!key || key.revoked_at !== null) return false
  return verify(null, textOf(charge), publicKeyOf(key.public_key), Buffer.from(given, 'base64url'))
}
