/** Where a leaf stands whose content its own table keeps. */
import { hash } from 'node:crypto'
import type { Query } from '#platform/database'
import { hashBytes } from '../tree/hash.ts'

/** What a module's row says as a leaf, and the row's place in its table. */
export interface RowLeaf {
  readonly ref: bigint
  /** Canonical JSON. */
  readonly content: string
}

/** Statements of one time lie side by side; a place is in no more sheaves than run at once. */
const mostOverlapping = 64

/** The leaf of a row: its place in the tree, `waits` until the sequencer was there, `missing` where no leaf says what the row says. */
export const findLeaf = async (
  db: Query,
  kind: string,
  { ref, content }: RowLeaf,
): Promise<number | 'waits' | 'missing'> => {
  const sheaves = await db.query<{ commitments: Buffer; first_index: bigint | null }>(
    `select commitments, first_index from
       (select * from audit.sheaf where kind = $1 and first_ref <= $2 order by first_ref desc limit ${mostOverlapping}) s
      where last_ref >= $2`,
    [kind, ref],
  )
  const commitment = hash('sha256', content, 'buffer')
  for (const { commitments, first_index } of sheaves) {
    const place = placeIn(commitments, commitment)
    if (place >= 0) return first_index === null ? 'waits' : Number(first_index) + place
  }
  return 'missing'
}

const placeIn = (commitments: Buffer, wanted: Buffer): number => {
  for (let at = commitments.indexOf(wanted); at >= 0; at = commitments.indexOf(wanted, at + 1))
    if (at % hashBytes === 0) return at / hashBytes
  return -1
}
