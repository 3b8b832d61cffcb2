/** A new data key, and everything sealed anew under it while the bank runs. Ended in the middle, it goes on at the next call. */
import { setTimeout as sleep } from 'node:timers/promises'
import { quote } from '#platform/catalog'
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import { headerOf, openBox, sealBox, Unsealable, versionOf } from './box.ts'
import { beginRotation, createDataKeys, endRotation, ensureKeys, keyNewsMs, rewrapKeys } from './data-keys.ts'
import type { KeyKeeper } from './key-keeper.ts'
import { placeOf, type SealedField } from './place.ts'

export interface RotationNews {
  readonly field: string
  readonly done: number
}

export interface RotationNeeds {
  readonly db: Database
  readonly randomBytes: RandomBytes
  readonly keeper: KeyKeeper
  readonly fields: readonly SealedField[]
  readonly onProgress: (news: RotationNews) => void
  readonly signal: AbortSignal
  /** How long others may still seal with the key of before. */
  readonly patienceMs?: number
}

/** What a rotation did. */
export interface Rotation {
  readonly version: number
  readonly isContinued: boolean
  readonly values: number
  readonly wrapped: number
}

const rowsAtOnce = 200

interface SealedRow {
  readonly row: string
  readonly sealed: Buffer
}

const selectStatement = ({ table, column, key, keyType }: SealedField) => `
  select ${quote(key)}::text as row, ${quote(column)} as sealed from ${table}
   where ${quote(column)} is not null and substring(${quote(column)} for 5) <> $1
     and ($2::text is null or ${quote(key)} > $2::text::${keyType})
   order by ${quote(key)} limit ${rowsAtOnce}`

// What somebody else has changed meanwhile is left as it is.
const updateStatement = ({ table, column, key, keyType }: SealedField) => `
  update ${table} set ${quote(column)} = given.sealed
    from unnest($1::text[], $2::bytea[], $3::bytea[]) as given (row, known, sealed)
   where ${quote(key)} = given.row::${keyType} and ${quote(column)} = given.known`

/** Seals what the field holds under other keys with the newest one, some rows at a time. */
const sealAnew = async (needs: RotationNeeds, field: SealedField, version: number): Promise<number> => {
  const { db, randomBytes, keeper, onProgress, signal } = needs
  const keys = createDataKeys(db, keeper, randomBytes)
  const keyOf = async (of: number) => {
    const key = await keys.find('seal', of)
    if (!key) throw new Unsealable(`there is no data key of version ${of}`)
    return key
  }
  const again = async ({ row, sealed }: SealedRow) => {
    const place = placeOf(field, row)
    const plain = openBox(await keyOf(versionOf(sealed)), place, sealed)
    return sealBox(await keyOf(version), version, place, plain, randomBytes)
  }
  let [last, done]: [string | null, number] = [null, 0]
  while (!signal.aborted) {
    const rows: SealedRow[] = await db.query<SealedRow>(selectStatement(field), [headerOf(version), last])
    if (rows.length === 0) break
    const anew = await Promise.all(rows.map(again))
    await db.query(updateStatement(field), [rows.map(({ row }) => row), rows.map(({ sealed }) => sealed), anew])
    last = rows[rows.length - 1].row
    done += rows.length
    onProgress({ field: `${field.table}.${field.column}`, done })
  }
  return done
}

/**
 * Wraps every data key under the keeper's present key, makes a new data key, and seals every value under it. A rotation that was ended in
 * the middle is finished first, and is then the whole of it. The keys of two rotations ago are dropped. Throws Unsealable.
 */
export const rotateKeys = async (needs: RotationNeeds): Promise<Rotation> => {
  const { db, randomBytes, keeper, fields, signal, patienceMs = 3 * keyNewsMs } = needs
  await ensureKeys(db, keeper, randomBytes)
  const wrapped = await rewrapKeys(db, keeper)
  const { version, isContinued } = await beginRotation(db, keeper, randomBytes)
  const sweep = async () => {
    let values = 0
    for (const field of fields) values += await sealAnew(needs, field, version)
    return values
  }
  // Whoever reads or writes is to have heard of the new key before values come under it, and again after.
  const wait = () => sleep(patienceMs, undefined, { signal }).catch(() => {})
  await wait()
  const first = await sweep()
  await wait()
  const second = await sweep()
  if (!signal.aborted) await endRotation(db, version)
  return { version, isContinued, values: first + second, wrapped }
}
