/** The key by which push services know this bank: made once, kept sealed, the same in every process. */
import { createECDH } from 'node:crypto'
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import { vapidKey } from '../sealed-fields.ts'

export interface VapidKey {
  /** P-256, uncompressed, base64url. */
  readonly publicKey: string
  readonly privateKey: string
}

interface KeyRow {
  readonly public_key: string
  readonly private_key_sealed: Buffer
}

const id = 'vapid'
const keyBytes = 32

/** A number below the order of the curve; one that is not is so rare that it is drawn again. */
const makeKey = (random: RandomBytes): VapidKey => {
  const curve = createECDH('prime256v1')
  while (true) {
    const secret = Buffer.from(random(keyBytes))
    try {
      curve.setPrivateKey(secret)
    } catch {
      continue
    }
    return { publicKey: curve.getPublicKey('base64url'), privateKey: secret.toString('base64url') }
  }
}

export interface KeyNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly random: RandomBytes
  readonly sealing: Sealing
}

/** Finds the key, and makes it where there is none; of two processes that make one together both use the first. */
export const createFindKey = ({ db, clock, random, sealing }: KeyNeeds) => {
  let known: Promise<VapidKey> | undefined
  const read = async (): Promise<VapidKey | undefined> => {
    const [row] = await db.query<KeyRow>('select public_key, private_key_sealed from notifications.vapid_key')
    return row && { publicKey: row.public_key, privateKey: await sealing.open(vapidKey, id, row.private_key_sealed) }
  }
  const find = async (): Promise<VapidKey> => {
    const there = await read()
    if (there) return there
    const made = makeKey(random)
    await db.query(
      `insert into notifications.vapid_key (id, public_key, private_key_sealed, made_at) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [id, made.publicKey, await sealing.seal(vapidKey, id, made.privateKey), clock()],
    )
    const kept = await read()
    if (!kept) throw new Error('the key for push messages was written and is not there')
    return kept
  }
  return (): Promise<VapidKey> => {
    known ??= find().catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
}
