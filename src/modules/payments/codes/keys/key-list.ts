/** The list of keys that the bank vouches for, signed, in 256 parts by the first byte of the key's id. */
import { verify } from 'node:crypto'
import { uuidv7 } from '#platform/id'
import { hourMs } from '#platform/time'
import { publicKeyOf } from '../format/verify.ts'
import { type KeyNeeds, makeKeyPair, signWith } from './keys.ts'
import { findShard, listKeyField } from './rows.ts'

/** How long a part may be believed without a newer one. */
const believedMs = hourMs

export interface ListedKey {
  readonly id: string
  readonly publicKey: string
  readonly until: string
  readonly revoked: boolean
}

/** What a part says; it travels as the payload of a JWS (RFC 7515, EdDSA). */
export interface KeyPart {
  readonly shard: string
  readonly issuedAt: string
  readonly believedUntil: string
  readonly keys: readonly ListedKey[]
}

interface ListKeyRow {
  readonly id: string
  readonly public_key: Buffer
  readonly sealed: Buffer
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The bank's own key, made at the first use; two processes agree on the older one. */
const findListKey = async ({ db, sealing, clock, randomBytes }: KeyNeeds): Promise<ListKeyRow> => {
  const find = () =>
    db.query<ListKeyRow>('select id, public_key, sealed from payments.code_list_key order by made_at, id')
  const [known] = await find()
  if (known) return known
  const { publicKey, privateKey } = makeKeyPair()
  const id = uuidv7(clock().getTime(), randomBytes(10))
  const sealed = await sealing.seal(listKeyField, id, privateKey)
  await db.query(
    `insert into payments.code_list_key (only_one, id, public_key, sealed, made_at) values (true, $1, $2, $3, $4)
     on conflict (only_one) do nothing`,
    [id, publicKey, sealed, clock()],
  )
  const [made] = await find()
  return made
}

/** One part: its JWS and the public key that verifies it. */
export const createReadKeyList = (needs: KeyNeeds) => async (shard: string) => {
  const now = needs.clock()
  const [first, last] = ['00', 'ff'].map((rest) => Buffer.from(shard + rest.repeat(7), 'hex'))
  const [listKey, rows] = await Promise.all([findListKey(needs), findShard(needs.db, first, last, now)])
  const part: KeyPart = {
    shard,
    issuedAt: now.toISOString(),
    believedUntil: new Date(now.getTime() + believedMs).toISOString(),
    keys: rows.map((row) => ({
      id: row.key.toString('hex'),
      publicKey: row.public_key.toString('base64url'),
      until: row.ends_at.toISOString(),
      revoked: row.revoked_at !== null,
    })),
  }
  const open = `${encode({ alg: 'EdDSA', kid: listKey.id, typ: 'bankserver-code-keys+jwt' })}.${encode(part)}`
  const privateKey = await needs.sealing.open(listKeyField, listKey.id, listKey.sealed)
  const signature = signWith(privateKey, Buffer.from(open)).toString('base64url')
  return { jws: `${open}.${signature}`, bankKey: listKey.public_key.toString('base64url') }
}

/** The part as the bank signed it; undefined for one that it did not sign, or that is too old to be believed. */
export const openKeyPart = (jws: string, bankKey: string, now: Date): KeyPart | undefined => {
  const [header = '', payload = '', signature = ''] = jws.split('.')
  const key = publicKeyOf(Buffer.from(bankKey, 'base64url'))
  if (!verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))) return undefined
  const part: KeyPart = JSON.parse(Buffer.from(payload, 'base64url').toString())
  return new Date(part.believedUntil) > now ? part : undefined
}
