/** The keys of payees: made when a code is first asked for, sealed at rest, rotated and revoked by their owner. */
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import type { Database, Tx } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import { type Clock, dayMs } from '#platform/time'
import { keyIdOf } from '../format/verify.ts'
import { type CodeKeyRow, codeKeyField, findCurrentKey, insertKey, retireKey, revokeKeys } from './rows.ts'

export interface KeyNeeds {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
  readonly randomBytes: RandomBytes
}

/** How long what a key has signed is believed. */
const keyLifeMs = 730 * dayMs
/** A key that is older than this is followed by a new one when a code is next asked for. */
const signsForMs = 90 * dayMs

const saltLength = 8

export interface KeyPair {
  readonly publicKey: Buffer
  /** PKCS #8 in Base64. */
  readonly privateKey: string
}

export const makeKeyPair = (): KeyPair => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return { publicKey: publicKey.subarray(-32), privateKey: privateKey.toString('base64') }
}

export const signWith = (privateKey: string, bytes: Uint8Array): Buffer =>
  sign(null, bytes, createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' }))

/** The account whose codes a key signs. */
export interface Signed {
  readonly id: string
  readonly number: string
}

const makeKey = async ({ sealing, clock, randomBytes }: KeyNeeds, product: Signed): Promise<CodeKeyRow> => {
  const { publicKey, privateKey } = makeKeyPair()
  const [now, salt] = [clock(), Buffer.from(randomBytes(saltLength))]
  const id = uuidv7(now.getTime(), randomBytes(10))
  return {
    id,
    key: keyIdOf(product.number, salt, publicKey),
    product: product.id,
    public_key: publicKey,
    salt,
    sealed: await sealing.seal(codeKeyField, id, privateKey),
    made_at: now,
    retired_at: null,
    ends_at: new Date(now.getTime() + keyLifeMs),
    revoked_at: null,
  }
}

/** One account has its keys changed at a time. */
const replaceKey = (needs: KeyNeeds, product: Signed, change: (tx: Tx, at: Date) => Promise<CodeKeyRow | undefined>) =>
  needs.db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 20))', [product.id])
    const kept = await change(tx, needs.clock())
    if (kept) return kept
    const made = await makeKey(needs, product)
    await insertKey(tx, made)
    return made
  })

/** The key that signs for an account now; the first one, and the one after an old one, are made here. */
export const currentKey = async (needs: KeyNeeds, product: Signed): Promise<CodeKeyRow> => {
  const signs = (row: CodeKeyRow | undefined, at: Date) => row && at.getTime() - row.made_at.getTime() < signsForMs
  const known = await findCurrentKey(needs.db, product.id)
  if (known && signs(known, needs.clock())) return known
  return replaceKey(needs, product, async (tx, at) => {
    const found = await findCurrentKey(tx, product.id)
    if (found && signs(found, at)) return found
    await retireKey(tx, product.id, at)
    return undefined
  })
}

/** A new key signs from now on. `revokes` ends at once what the earlier ones have signed, printed codes too. */
export const rotateKey = (needs: KeyNeeds, product: Signed, revokes: boolean): Promise<CodeKeyRow> =>
  replaceKey(needs, product, async (tx, at) => {
    await (revokes ? revokeKeys : retireKey)(tx, product.id, at)
    return undefined
  })

export const signCode = async ({ sealing }: KeyNeeds, row: CodeKeyRow, bytes: Uint8Array): Promise<Buffer> =>
  signWith(await sealing.open(codeKeyField, row.id, row.sealed), bytes)
