/** How modules above put into the log what no table of theirs keeps as it was. */
import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Query } from '#platform/database'
import type { Json } from './wire.ts'

/** What was done. Personal values are written as hashes with the salt of their subject. */
export interface Deed {
  /** In lower case, words joined by hyphens. */
  readonly kind: string
  readonly fields: { readonly [name: string]: Json }
  readonly personal?: { readonly subject: string; readonly values: { readonly [name: string]: Json } }
}

const textOf = (value: unknown): string => canonicalize(value) ?? ''

const hashPersonal = async (tx: Query, { subject, values }: NonNullable<Deed['personal']>) => {
  const names = Object.keys(values)
  const rows = await tx.query<{ hash: string }>(
    'select audit.hash_personal($1, value) as hash from unnest($2::text[]) with ordinality v(value, i) order by i',
    [subject, names.map((name) => textOf(values[name]))],
  )
  return Object.fromEntries(names.map((name, index) => [name, rows[index].hash]))
}

/** Appends a leaf with this canonical content. */
export const appendContent = async (tx: Query, kind: string, content: string): Promise<void> => {
  await tx.query('insert into audit.sheaf (kind, commitments, content) values ($1, $2, $3)', [
    kind,
    hash('sha256', content, 'buffer'),
    content,
  ])
}

/** Appends a leaf in the transaction of the deed. */
export const append = async (tx: Query, { kind, fields, personal }: Deed): Promise<void> => {
  const hashed = personal ? await hashPersonal(tx, personal) : {}
  await appendContent(tx, kind, textOf({ type: kind, change: 'done', fields, personal: hashed }))
}

/**
 * Makes all personal values of a subject unreadable for good: their hashes can no longer be tried with guesses. The leaves, and every
 * proof of them, stay as they are.
 */
export const forget = async (tx: Query, subject: string): Promise<boolean> =>
  (await tx.query('delete from audit.salt where subject = $1 returning subject', [subject])).length > 0
