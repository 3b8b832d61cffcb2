/** New data keys: everything is sealed anew, and hashed anew, while the bank runs. Ended in the middle, it goes on at the next call. */
import { setTimeout as sleep } from 'node:timers/promises'
import { quote } from '#platform/catalog'
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import { hasServersOfOneKey } from '#platform/old-servers'
import { headerOf, openBox, sealBox, Unsealable, versionOf } from './box.ts'
import { createDamage, type Damage, type DamagedValue } from './damage.ts'
import {
  beginRotation,
  createDataKeys,
  endRotation,
  ensureKeys,
  insertKey,
  keyNewsMs,
  rewrapKeys,
} from './data-keys.ts'
import { hashAnew } from './hash-anew.ts'
import type { HashedField } from './hashed.ts'
import type { KeyKeeper } from './key-keeper.ts'
import { placeOf, type SealedField } from './place.ts'
import { beginSearchRotation, endSearchRotation, writeWithSearchKey } from './search-keys.ts'

export interface RotationNews {
  readonly field: string
  readonly done: number
}

export interface RotationNeeds {
  readonly db: Database
  readonly randomBytes: RandomBytes
  readonly keeper: KeyKeeper
  readonly fields: readonly SealedField[]
  readonly hashed: readonly HashedField[]
  readonly onProgress: (news: RotationNews) => void
  readonly signal: AbortSignal
  /** How long others may not have heard of a new key. */
  readonly patienceMs?: number
}

/** What a rotation did. */
export interface Rotation {
  readonly version: number
  readonly isContinued: boolean
  readonly values: number
  readonly wrapped: number
  /** Hashes that were made anew; null where a server of a version before kept them from it, which knows one key of hashes alone. */
  readonly hashes: number | null
  /** What did not open and was left as it is. The keys that it may need stay until a rotation finds it mended. */
  readonly damaged: readonly DamagedValue[]
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
const sealAnew = async (needs: RotationNeeds, field: SealedField, version: number, damage: Damage): Promise<number> => {
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
  const tryAgain = async (old: SealedRow) => {
    const anew = await damage.tolerate(field, old.row, old.sealed, () => again(old))
    return anew === undefined ? [] : [{ ...old, anew }]
  }
  let [last, done]: [string | null, number] = [null, 0]
  while (!signal.aborted) {
    const rows: SealedRow[] = await db.query<SealedRow>(selectStatement(field), [headerOf(version), last])
    if (rows.length === 0) break
    const opened = (await Promise.all(rows.map(tryAgain))).flat()
    await db.query(updateStatement(field), [
      opened.map(({ row }) => row),
      opened.map(({ sealed }) => sealed),
      opened.map(({ anew }) => anew),
    ])
    last = rows[rows.length - 1].row
    done += opened.length
    onProgress({ field: `${field.table}.${field.column}`, done })
  }
  return done
}

/** Everybody looks under both keys by now. */
const hashEverything = async (needs: RotationNeeds, version: number, damage: Damage): Promise<number> => {
  const { db, hashed, signal } = needs
  if (signal.aborted) return 0
  await writeWithSearchKey(db, version)
  let hashes = 0
  for (const field of hashed) hashes += await hashAnew(needs, field, version, damage)
  // A value that does not open gets no new hash, and its row would be found no more without the key of the old one.
  const areAllMade = !hashed.some(({ from }) => damage.isIn(from))
  if (areAllMade && !signal.aborted) await endSearchRotation(db, version)
  return hashes
}

/**
 * Wraps every data key under the keeper's present key, makes new data keys, and seals and hashes every value under them. A rotation that was
 * ended in the middle is finished first, and is then the whole of it. Keys to seal with of two rotations ago, and keys to search with of before,
 * are dropped, unless a value that does not open may need them: such a one is left as it is and told of.
 */
export const rotateKeys = async (needs: RotationNeeds): Promise<Rotation> => {
  const { db, randomBytes, keeper, fields, signal, patienceMs = 3 * keyNewsMs } = needs
  await ensureKeys(db, keeper, randomBytes)
  const wrapped = await rewrapKeys(db, keeper)
  const { version, isContinued } = await beginRotation(db, keeper, randomBytes)
  const search = (await hasServersOfOneKey(db))
    ? null
    : await beginSearchRotation(db, (tx, next) => insertKey(tx, keeper, randomBytes, 'search', next))
  const damage = createDamage()
  const sweep = async () => {
    let values = 0
    for (const field of fields) values += await sealAnew(needs, field, version, damage)
    return values
  }
  // Whoever reads or writes is to have heard of the new key before values come under it, and again after.
  const wait = () => sleep(patienceMs, undefined, { signal }).catch(() => {})
  await wait()
  const first = await sweep()
  await wait()
  const second = await sweep()
  if (!signal.aborted) await endRotation(db, version, damage.versions())
  const hashes = search === null ? null : await hashEverything(needs, search, damage)
  return { version, isContinued, values: first + second, wrapped, hashes, damaged: damage.values() }
}
