/** Aliases as their tables keep them. */
import type { Query, Tx } from '#platform/database'

export type ContactKind = 'phone' | 'email'

export interface AliasRow {
  readonly name: string
  readonly likeness: string
  readonly owner: string
  readonly product: string
  readonly created_at: Date
  readonly released_at: Date | null
}

export const findAliases = (db: Query, owner: string): Promise<AliasRow[]> =>
  db.query('select * from payments.alias where owner = $1 and released_at is null order by name', [owner])

/** Of this look, kept or given up. */
export const findLookAlike = async (db: Query, likeness: string): Promise<AliasRow | undefined> => {
  const [row] = await db.query<AliasRow>('select * from payments.alias where likeness = $1', [likeness])
  return row
}

/** Takes the name, or the look-alike that the person has or gave up. */
export const writeAlias = async (
  tx: Tx,
  { name, likeness, owner, product, created_at }: Omit<AliasRow, 'released_at'>,
) => {
  await tx.query(
    `insert into payments.alias (name, likeness, owner, product, created_at) values ($1, $2, $3, $4, $5)
     on conflict (likeness) do update set name = excluded.name, owner = excluded.owner, product = excluded.product,
       created_at = case when payments.alias.owner = excluded.owner and payments.alias.released_at is null
         then payments.alias.created_at else excluded.created_at end, released_at = null`,
    [name, likeness, owner, product, created_at],
  )
}

export const releaseAlias = async (db: Query, owner: string, name: string, at: Date): Promise<void> => {
  await db.query('update payments.alias set released_at = $3 where owner = $1 and name = $2 and released_at is null', [
    owner,
    name,
    at,
  ])
}

export interface ContactRow {
  readonly kind: ContactKind
  readonly product: string
}

export const findContacts = (db: Query, owner: string): Promise<ContactRow[]> =>
  db.query('select kind, product from payments.alias_contact where owner = $1', [owner])

export const writeContact = async (
  db: Query,
  owner: string,
  { kind, product }: ContactRow,
  at: Date,
): Promise<void> => {
  await db.query(
    `insert into payments.alias_contact (owner, kind, product, switched_at) values ($1, $2, $3, $4)
     on conflict (owner, kind) do update set product = excluded.product, switched_at = excluded.switched_at`,
    [owner, kind, product, at],
  )
}

export const removeContact = async (db: Query, owner: string, kind: ContactKind): Promise<void> => {
  await db.query('delete from payments.alias_contact where owner = $1 and kind = $2', [owner, kind])
}

/** The account that a name, or a person's phone or email, leads to. One statement, whatever there is. */
export const findProductOf = async (
  db: Query,
  name: string | null,
  owner: string | null,
  kind: string,
): Promise<string | undefined> => {
  const [row] = await db.query<{ product: string }>(
    `select product from payments.alias where name = $1 and released_at is null
     union all select product from payments.alias_contact where owner = $2::uuid and kind = $3`,
    [name, owner, kind],
  )
  return row?.product
}

export interface CheckRow {
  readonly id: string
  readonly asker: string
  readonly product: string
  readonly address: string
  readonly typed: string
  readonly match: 'same' | 'close' | 'differs'
  readonly shown: string
  readonly checked_at: Date
}

export const writeCheck = async (db: Query, row: CheckRow): Promise<void> => {
  await db.query(
    `insert into payments.payee_check (id, asker, product, address, typed, match, shown, checked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.asker, row.product, row.address, row.typed, row.match, row.shown, row.checked_at],
  )
}

export const findCheck = async (db: Query, asker: string, id: string): Promise<CheckRow | undefined> => {
  const [row] = await db.query<CheckRow>('select * from payments.payee_check where id = $1 and asker = $2', [id, asker])
  return row
}

export const forgetChecks = async (db: Query, before: Date): Promise<void> => {
  await db.query('delete from payments.payee_check where checked_at < $1', [before])
}

/** What the payer of a payment to an alias typed and was shown. */
export interface Addressed {
  readonly payment: string
  readonly address: string
  readonly shown: string
  readonly typed: string
}

export const writeAddressed = async (db: Query, { payment, address, shown, typed }: Addressed): Promise<void> => {
  await db.query(
    'insert into payments.addressed (payment, address, shown, typed) values ($1, $2, $3, $4) on conflict do nothing',
    [payment, address, shown, typed],
  )
}

export const findAddressed = async (db: Query, payments: readonly string[]): Promise<Map<string, Addressed>> => {
  if (payments.length === 0) return new Map()
  const rows = await db.query<Addressed>('select * from payments.addressed where payment = any ($1::uuid[])', [
    payments,
  ])
  return new Map(rows.map((row) => [row.payment, row]))
}
