/** Where a sealed value stands, and so what it is bound to. */

/** A bytea column whose values are sealed, each for its row. */
export interface SealedField {
  /** With its schema: identity.person. */
  readonly table: string
  readonly column: string
  /** The column that tells one row from another, and its type. */
  readonly key: string
  readonly keyType: 'uuid' | 'bigint' | 'bytea' | 'text'
}

/** `row` is the key as PostgreSQL writes it. */
export const placeOf = ({ table, column }: SealedField, row: string): string => `${table}.${column}/${row}`
