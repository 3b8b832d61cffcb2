/** Saved payees as their table keeps them. */
import type { Query, Tx } from '#platform/database'

export interface SavedRow {
  readonly product: string
  readonly name: string
  readonly added_at: Date
}

export const findSaved = (db: Query, owner: string): Promise<SavedRow[]> =>
  db.query('select product, name, added_at from payments.saved_payee where owner = $1 order by lower(name), product', [
    owner,
  ])

/** A person and an account, as one key. */
export const savedKey = (owner: string, product: string): string => `${owner} ${product}`

/** The names under which people saved accounts, by `savedKey`; who did not save one is left out. */
export const findTypedNames = async (db: Query, keys: readonly string[]): Promise<Map<string, string>> => {
  const pairs = keys.map((key) => key.split(' '))
  const rows = await db.query<{ owner: string; product: string; name: string }>(
    `select owner, product, name from payments.saved_payee
       join unnest($1::uuid[], $2::uuid[]) as asked (owner, product) using (owner, product)`,
    [pairs.map(([owner]) => owner), pairs.map(([, product]) => product)],
  )
  return new Map(rows.map(({ owner, product, name }) => [savedKey(owner, product), name]))
}

/** Answers whether anything is new: the payee, or its name. */
export const writeSaved = async (tx: Tx, owner: string, { product, name, added_at }: SavedRow): Promise<boolean> => {
  const rows = await tx.query(
    `insert into payments.saved_payee as saved (owner, product, name, added_at) values ($1, $2, $3, $4)
     on conflict (owner, product) do update set name = excluded.name where saved.name <> excluded.name returning product`,
    [owner, product, name, added_at],
  )
  return rows.length > 0
}

export const removeSaved = async (db: Query, owner: string, product: string): Promise<void> => {
  await db.query('delete from payments.saved_payee where owner = $1 and product = $2', [owner, product])
}
