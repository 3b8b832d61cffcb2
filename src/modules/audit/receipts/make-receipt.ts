/** A receipt: a small file that proves, without the bank, that its log holds what the file says. */
import canonicalize from 'canonicalize'
import type { Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { CheckpointRow } from '../tables.ts'
import { proveInclusion, type ReadTiles } from '../tree/prove.ts'
import { toBase64 } from '../wire/base64.ts'
import type { Receipt } from '../wire.ts'
import { findLeaf, type RowLeaf } from './find-leaf.ts'

const last = `select c.size, c.note,
    array(select k.public_key from audit.signing_key k
           where k.algorithm <> 'slh-dsa-sha2-128s' and k.since < c.size and (k.until is null or k.until >= c.size)
           order by array_position(array['ed25519', 'ml-dsa-44'], k.algorithm)) as keys
  from (select size, note from audit.checkpoint where $1::timestamptz is null or at <= $1 order by size desc limit 1) c`

/** A checkpoint, and the keys that signed at its size, as it names them. */
export interface LastCheckpoint extends Pick<CheckpointRow, 'size' | 'note'> {
  readonly keys: string[]
}

/** The last one of all, or of those that were signed by a time. */
export const lastCheckpoint = async (db: Query, asOf?: Date): Promise<LastCheckpoint | undefined> => {
  const [row] = await db.query<LastCheckpoint>(last, [asOf ?? null])
  return row
}

const notYet = () => new Refusal('not-in-log-yet', 404, 'The log takes this in within a second. Ask again then.', 1)
const notInLog = () => new Refusal('not-in-log', 409, 'The log holds something else than the book. Tell the bank.')

/** The receipt of a place under a checkpoint. `content` is what the leaf says, in canonical JSON. */
export const receiptUnder = async (
  { size, note, keys }: LastCheckpoint,
  read: ReadTiles,
  index: number,
  content: string,
): Promise<Receipt> => {
  const proof = await proveInclusion(index, Number(size), read)
  return {
    format: 'bankserver-receipt-1',
    leaf: JSON.parse(content) as Receipt['leaf'],
    index,
    proof: proof.map(toBase64),
    checkpoint: note,
    keys,
  }
}

/** The receipt of a place under the last checkpoint. */
export const makeReceiptAt = async (db: Query, read: ReadTiles, index: number, content: string): Promise<Receipt> => {
  const checkpoint = await lastCheckpoint(db)
  if (checkpoint === undefined) throw notYet()
  return receiptUnder(checkpoint, read, index, content)
}

/** The receipt of a row of another module. Throws Refusal where the log does not hold it, or not yet. */
export const makeReceipt = async (db: Query, read: ReadTiles, kind: string, row: RowLeaf): Promise<Receipt> => {
  const index = await findLeaf(db, kind, row)
  if (index === 'missing') throw notInLog()
  if (index === 'waits') throw notYet()
  return makeReceiptAt(db, read, index, row.content)
}

/** The file: canonical JSON, so that nothing in it can be written in another way. */
export const writeReceipt = (receipt: Receipt): string => canonicalize(receipt) ?? ''
