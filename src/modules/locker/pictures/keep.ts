/** Captured pictures: encrypted with a key of their own, kept for as long as the policy says, read by links that expire. */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import type { Query } from '#platform/database'
import type { SealedField } from '#platform/sealing'
import { dayMs } from '#platform/time'
import { type LockerNeeds, newId } from '../needs.ts'
import { readPolicy } from '../policy/policy.ts'
import { noSuchPicture } from '../refusals.ts'
import type { AttemptRow } from '../tables.ts'
import { nameOf } from './store.ts'

export const pictureKeyField: SealedField = {
  table: 'locker.picture',
  column: 'key_sealed',
  key: 'id',
  keyType: 'uuid',
}

const nonceBytes = 12
const tagBytes = 16

const encrypt = (key: Uint8Array, nonce: Uint8Array, id: string, jpeg: Uint8Array): Buffer => {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(id))
  return Buffer.concat([nonce, cipher.update(jpeg), cipher.final(), cipher.getAuthTag()])
}

const decrypt = (key: Uint8Array, id: string, bytes: Uint8Array): Buffer => {
  const sealed = Buffer.from(bytes)
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(id))
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()])
}

const hashOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

interface Kept {
  readonly attempt: Pick<AttemptRow, 'box' | 'kiosk'> & { readonly id: string | null }
  readonly jpeg: Uint8Array | null
  readonly isDenied: boolean
}

/**
 * Writes the encrypted picture down in the transaction of what it shows; the store gets it after the commit, so that one that is away
 * holds no door open. Answers the picture's id, or null where there is none.
 */
export const keepPicture = async (
  needs: Pick<LockerNeeds, 'clock' | 'randomBytes' | 'sealing'>,
  tx: Query,
  { attempt, jpeg, isDenied }: Kept,
): Promise<string | null> => {
  if (jpeg === null) return null
  const { keepPicturesDays, keepDeniedDays } = await readPolicy(tx)
  const [id, at, key] = [newId(needs), needs.clock(), needs.randomBytes(32)]
  const bytes = encrypt(key, needs.randomBytes(nonceBytes), id, jpeg)
  const sealed = await needs.sealing.seal(pictureKeyField, id, Buffer.from(key).toString('base64'))
  const keepMs = (isDenied ? keepDeniedDays : keepPicturesDays) * dayMs
  await tx.query(
    `insert into locker.picture (id, attempt, kiosk, box, at, key_sealed, sha256, bytes, waiting, keep_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      attempt.id,
      attempt.kiosk,
      attempt.box,
      at,
      sealed,
      hashOf(bytes),
      bytes.length,
      bytes,
      new Date(at.getTime() + keepMs),
    ],
  )
  return id
}

/** Takes its key from a picture before its time is over. It must not have gone to the store. */
export const forgetPicture = async (tx: Query, id: string | null, at: Date): Promise<void> => {
  await tx.query(
    'update locker.picture set removed_at = $2, key_sealed = null, waiting = null where id = $1 and removed_at is null',
    [id, at],
  )
}

/** A picture whose attempt was denied after it was kept: it stays as long as others of the denied. Answers null where it is gone by now. */
export const keepAsDenied = async (tx: Query, id: string | null): Promise<string | null> => {
  const { keepDeniedDays } = await readPolicy(tx)
  const [kept] = await tx.query<{ id: string }>(
    "update locker.picture set keep_until = at + $2 * interval '1 day' where id = $1 and removed_at is null returning id",
    [id, keepDeniedDays],
  )
  return kept?.id ?? null
}

interface PictureRow {
  readonly id: string
  readonly at: Date
  readonly key_sealed: Uint8Array | null
  readonly sha256: Buffer
  readonly waiting: Uint8Array | null
}

const columns = 'id, at, key_sealed, sha256, waiting'

/** The picture as it was taken. Throws 'no-such-picture' where it is gone, or is not what was kept. */
export const readPicture = async (
  { db, sealing, pictures }: Pick<LockerNeeds, 'db' | 'sealing' | 'pictures'>,
  id: string,
): Promise<Buffer> => {
  const [row] = await db.query<PictureRow>(
    `select ${columns} from locker.picture where id = $1 and removed_at is null`,
    [id],
  )
  if (!row?.key_sealed) throw noSuchPicture()
  const bytes = row.waiting ?? (await pictures.get(nameOf(id, row.at)))
  if (!bytes || !hashOf(bytes).equals(row.sha256)) throw noSuchPicture()
  const key = Buffer.from(await sealing.open(pictureKeyField, id, row.key_sealed), 'base64')
  return decrypt(key, id, bytes)
}

const atOnce = 20

/**
 * Hands to the store what waits; answers how many. What fails waits on, and the others do not wait for it. A picture whose opening is not
 * settled stays here: no copy of it may be elsewhere when the lock says that it has let somebody in.
 */
export const storeWaiting = async ({
  db,
  clock,
  pictures,
  onFailure,
}: Pick<LockerNeeds, 'db' | 'clock' | 'pictures' | 'onFailure'>): Promise<number> => {
  const rows = await db.query<PictureRow>(
    `select ${columns} from locker.picture where waiting is not null
        and not exists (select from locker.opening where opening.picture = picture.id and outcome is null)
      order by at limit ${atOnce}`,
  )
  let stored = 0
  for (const { id, at, waiting } of rows) {
    try {
      await pictures.put(nameOf(id, at), waiting ?? new Uint8Array())
      await db.query('update locker.picture set waiting = null, stored_at = $2 where id = $1', [id, clock()])
      stored++
    } catch (error) {
      onFailure(error)
    }
  }
  return stored
}

/** Removes what has been kept for as long as the policy said: the key first, so that no copy of the bytes can be read. */
export const removeOld = async ({
  db,
  clock,
  pictures,
}: Pick<LockerNeeds, 'db' | 'clock' | 'pictures'>): Promise<number> => {
  const rows = await db.query<PictureRow>(
    `update locker.picture set removed_at = $1, key_sealed = null, waiting = null
      where id in (select id from locker.picture where keep_until <= $1 and removed_at is null order by keep_until limit 200)
     returning ${columns}`,
    [clock()],
  )
  for (const { id, at } of rows) await pictures.remove(nameOf(id, at))
  return rows.length
}
