/** Keys that sign codes, as their tables keep them. */
import type { Query, Tx } from '#platform/database'
import type { SealedField } from '#platform/sealing'

export interface CodeKeyRow {
  readonly id: string
  readonly key: Buffer
  readonly product: string
  readonly public_key: Buffer
  readonly salt: Buffer
  readonly sealed: Buffer
  readonly made_at: Date
  readonly retired_at: Date | null
  readonly ends_at: Date
  readonly revoked_at: Date | null
}

/** The private halves, of payees and of the bank. */
export const codeKeyField: SealedField = { table: 'payments.code_key', column: 'sealed', key: 'id', keyType: 'uuid' }
export const listKeyField: SealedField = {
  table: 'payments.code_list_key',
  column: 'sealed',
  key: 'id',
  keyType: 'uuid',
}

export const findKey = async (db: Query, key: Uint8Array): Promise<CodeKeyRow | undefined> =>
  (await db.query<CodeKeyRow>('select * from payments.code_key where key = $1', [key]))[0]

export const findCurrentKey = async (db: Query, product: string): Promise<CodeKeyRow | undefined> =>
  (
    await db.query<CodeKeyRow>(
      'select * from payments.code_key where product = $1 and retired_at is null and revoked_at is null',
      [product],
    )
  )[0]

export const findKeysOf = (db: Query, products: readonly string[]): Promise<CodeKeyRow[]> =>
  db.query('select * from payments.code_key where product = any ($1::uuid[]) order by made_at desc, id', [products])

export const findShard = (db: Query, first: Uint8Array, last: Uint8Array, now: Date): Promise<CodeKeyRow[]> =>
  db.query('select * from payments.code_key where key >= $1 and key <= $2 and ends_at > $3 order by key', [
    first,
    last,
    now,
  ])

export const insertKey = async (tx: Tx, row: CodeKeyRow): Promise<void> => {
  await tx.query(
    `insert into payments.code_key (id, key, product, public_key, salt, sealed, made_at, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.key, row.product, row.public_key, row.salt, row.sealed, row.made_at, row.ends_at],
  )
}

/** The current key signs no more; what it has signed goes on. */
export const retireKey = async (tx: Tx, product: string, at: Date): Promise<void> => {
  await tx.query(
    'update payments.code_key set retired_at = $2 where product = $1 and retired_at is null and revoked_at is null',
    [product, at],
  )
}

/** Nothing that any key of this account has signed holds any more. */
export const revokeKeys = async (tx: Tx, product: string, at: Date): Promise<void> => {
  await tx.query('update payments.code_key set revoked_at = $2 where product = $1 and revoked_at is null', [
    product,
    at,
  ])
}
