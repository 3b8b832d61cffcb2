/** The log as staff search it: who did what, when, and what was known at a time. */
import type { Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { findLeaf, type RowLeaf } from '../receipts/find-leaf.ts'
import type { CheckpointRow } from '../tables.ts'
import { entriesLevel } from '../tree/growing.ts'
import { hashBytes } from '../tree/hash.ts'
import { inclusionStretches } from '../tree/proofs.ts'
import { proveInclusion, type ReadTiles } from '../tree/prove.ts'
import { tileWidth } from '../tree/tile.ts'

export interface LeavesAsked {
  readonly kind?: string
  readonly about?: string
  readonly asOf?: Date
  readonly before?: bigint
  readonly limit: number
}

export interface FoundLeaf {
  readonly first_index: bigint
  readonly count: number
  readonly kind: string
  readonly content: string | null
  readonly at: Date
}

const found = `s.first_index, octet_length(s.commitments) / 32 as count, s.kind, s.content,
  (select c.at from audit.checkpoint c where c.size > s.first_index order by c.size limit 1) as at`

/** How many leaves the last checkpoint of a time counts, or the last of all. */
const sizeAt = async (db: Query, asOf: Date | undefined): Promise<bigint> => {
  const [row] = await db.query<{ size: bigint }>(
    'select size from audit.checkpoint where $1::timestamptz is null or at <= $1 order by size desc limit 1',
    [asOf ?? null],
  )
  return row?.size ?? 0n
}

const page = `select ${found} from audit.sheaf s where s.first_index < $1 and ($2::text is null or s.kind = $2)`
const newestFirst = 'order by s.first_index desc limit $3'
// Apart from the other, so that the index of names is used.
const pageAbout = `${page} and s.content is not null and audit.ids_in(s.content) @> array[$4::uuid] ${newestFirst}`

/** Rows of another module as leaves; their content stays where it is. */
export interface RowsOfKind {
  byId(id: string): Promise<RowLeaf | undefined>
  /** Those whose places in their table lie from one to another, both included. */
  between(first: bigint, last: bigint): Promise<readonly RowLeaf[]>
}

export type RowsByKind = ReadonlyMap<string, RowsOfKind>

const findRows = async (db: Query, rows: RowsByKind, { about, kind }: LeavesAsked): Promise<FoundLeaf[]> => {
  const leaves: FoundLeaf[] = []
  for (const [each, { byId }] of about === undefined ? [] : rows) {
    const row = kind === undefined || kind === each ? await byId(about ?? '') : undefined
    const index = row && (await findLeaf(db, each, row))
    if (typeof index === 'number')
      leaves.push({ ...(await findLeafAt(db, index)), first_index: BigInt(index), count: 1 })
  }
  return leaves
}

/** A page of the log, newest first. */
export const searchLeaves = async (
  db: Query,
  kept: RowsByKind,
  asked: LeavesAsked,
): Promise<{ items: FoundLeaf[]; size: bigint }> => {
  const size = await sizeAt(db, asked.asOf)
  const below = asked.before !== undefined && asked.before < size ? asked.before : size
  const values = [below, asked.kind ?? null, asked.limit]
  if (asked.about === undefined) return { items: await db.query<FoundLeaf>(`${page} ${newestFirst}`, values), size }
  const rows = (await findRows(db, kept, asked)).filter(({ first_index }) => first_index < below)
  const leaves = await db.query<FoundLeaf>(pageAbout, [...values, asked.about])
  const items = [...leaves, ...rows].sort((one, other) => (one.first_index < other.first_index ? 1 : -1))
  return { items: items.slice(0, asked.limit), size }
}

/** The leaf at a place; the sheaf that it belongs to says what it is. Throws no-such-leaf. */
export const findLeafAt = async (db: Query, index: number): Promise<FoundLeaf> => {
  const [leaf] = await db.query<FoundLeaf>(
    `select ${found} from audit.sheaf s where s.first_index <= $1 order by s.first_index desc limit 1`,
    [index],
  )
  if (!leaf || index >= Number(leaf.first_index) + leaf.count)
    throw new Refusal('no-such-leaf', 404, 'The log has no leaf at this place.')
  return leaf
}

export interface ProvedLeaf {
  readonly size: number
  readonly root: Buffer
  readonly note: string
  readonly entry: Uint8Array
  readonly steps: readonly {
    readonly from: number
    readonly to: number
    readonly side: 'left' | 'right'
    readonly hash: Uint8Array
  }[]
}

/** The proof of a place under the last checkpoint, each step with the leaves that it stands for. */
export const proveLeafAt = async (db: Query, read: ReadTiles, index: number): Promise<ProvedLeaf> => {
  const [{ size: counted, root, note }] = await db.query<CheckpointRow>(
    'select size, root, note from audit.checkpoint order by size desc limit 1',
  )
  const size = Number(counted)
  const [tile] = await read([
    { level: entriesLevel, number: Math.floor(index / tileWidth), width: (index % tileWidth) + 1 },
  ])
  const at = (index % tileWidth) * hashBytes
  const hashes = await proveInclusion(index, size, read)
  const steps = inclusionStretches(index, size).map(([from, to], step) => ({
    from,
    to,
    side: to <= index ? ('left' as const) : ('right' as const),
    hash: hashes[step],
  }))
  return { size, root, note, entry: tile?.subarray(at, at + hashBytes) ?? new Uint8Array(), steps }
}
