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

/** The name under which a person saved an account; undefined where they did not. */
export const findTypedName = async (db: Query, owner: string, product: string): Promise<string | undefined> => {
  const [row] = await db.query<{ name: string }>(
    'select name from payments.saved_payee where owner = $1 and product = $2',
    [owner, product],
  )
  return row?.name
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
