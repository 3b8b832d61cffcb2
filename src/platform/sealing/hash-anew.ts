/** Hashes of one column made anew under another key, some rows at a time, from the sealed values beside them. */
import { quote } from '#platform/catalog'
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import { openBox, Unsealable, versionOf } from './box.ts'
import type { Damage } from './damage.ts'
import { createDataKeys } from './data-keys.ts'
import { type HashedField, hashUnder } from './hashed.ts'
import type { KeyKeeper } from './key-keeper.ts'
import { placeOf } from './place.ts'

interface HashingNeeds {
  readonly db: Database
  readonly randomBytes: RandomBytes
  readonly keeper: KeyKeeper
  readonly onProgress: (news: { readonly field: string; readonly done: number }) => void
  readonly signal: AbortSignal
}

const rowsAtOnce = 200

interface HashedRow {
  readonly row: string
  readonly sealed: Buffer
  readonly hash: Buffer
}

const selectStatement = ({ from: { table, column: sealed, key, keyType }, column }: HashedField) => `
  select ${quote(key)}::text as row, ${quote(sealed)} as sealed, ${quote(column)} as hash from ${table}
   where ${quote(column)} is not null and ${quote(sealed)} is not null
     and ($1::text is null or ${quote(key)} > $1::text::${keyType})
   order by ${quote(key)} limit ${rowsAtOnce}`

// What somebody else has changed meanwhile was written with the new key.
const updateStatement = ({ from: { table, key, keyType }, column }: HashedField) => `
  update ${table} as kept set ${quote(column)} = given.hash
    from unnest($1::text[], $2::bytea[], $3::bytea[]) as given (row, known, hash)
   where kept.${quote(key)} = given.row::${keyType} and kept.${quote(column)} = given.known`

/**
 * Makes the hashes anew under the key of this version, which everybody already writes with: one way through the table finds all of before. Ended in the
 * middle and begun again, it leaves what is done as it is. Answers how many it changed; what does not open keeps its hash.
 */
export const hashAnew = async (
  needs: HashingNeeds,
  field: HashedField,
  version: number,
  damage: Damage,
): Promise<number> => {
  const { db, randomBytes, keeper, onProgress, signal } = needs
  const keys = createDataKeys(db, keeper, randomBytes)
  const keyOf = async (purpose: 'seal' | 'search', of: number) => {
    const key = await keys.find(purpose, of)
    if (!key) throw new Unsealable(`there is no data key of version ${of}`)
    return key
  }
  const under = await keyOf('search', version)
  const again = async ({ row, sealed }: HashedRow) => {
    const text = openBox(await keyOf('seal', versionOf(sealed)), placeOf(field.from, row), sealed).toString()
    return hashUnder(under, field.name, field.normal(text))
  }
  let [last, done]: [string | null, number] = [null, 0]
  while (!signal.aborted) {
    const rows: HashedRow[] = await db.query<HashedRow>(selectStatement(field), [last])
    if (rows.length === 0) break
    last = rows[rows.length - 1].row
    const anew = await Promise.all(
      rows.map(async (old) => {
        const next = await damage.tolerate(field.from, old.row, old.sealed, () => again(old))
        return next === undefined || next.equals(old.hash) ? [] : [{ ...old, next }]
      }),
    )
    const changed = anew.flat()
    if (changed.length === 0) continue
    await db.query(updateStatement(field), [
      changed.map(({ row }) => row),
      changed.map(({ hash }) => hash),
      changed.map(({ next }) => next),
    ])
    done += changed.length
    onProgress({ field: `${field.from.table}.${field.column}`, done })
  }
  return done
}
