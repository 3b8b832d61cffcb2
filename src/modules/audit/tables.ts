/** Rows of the schema `audit`. */

export interface SheafRow {
  readonly id: bigint
  readonly kind: string
  readonly first_ref: bigint | null
  readonly last_ref: bigint | null
  readonly commitments: Buffer
  readonly content: string | null
  readonly first_index: bigint | null
}

export interface TreeRow {
  readonly origin: string
  readonly size: bigint
  readonly at: Date
}

export interface CheckpointRow {
  readonly size: bigint
  readonly root: Buffer
  readonly at: Date
  readonly note: string
}
