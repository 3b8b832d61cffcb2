/** What a search finds, as files that prove themselves: each leaf with its proof, also those whose content another module keeps. */
import { hash } from 'node:crypto'
import type { Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { type LastCheckpoint, lastCheckpoint, receiptUnder, writeReceipt } from '../receipts/make-receipt.ts'
import type { SheafRow } from '../tables.ts'
import { hashBytes } from '../tree/hash.ts'
import type { ReadTiles } from '../tree/prove.ts'
import { type FoundLeaf, type LeavesAsked, type RowsByKind, searchLeaves } from './search.ts'

export interface ExportNeeds {
  readonly db: Query
  readonly read: ReadTiles
  readonly rows: RowsByKind
}

/** As many leaves as one file holds; who needs more asks by kind, by day or by whom they name. */
export const mostExported = 5000

const sheavesAtOnce = 50

const sheafAt = `select first_index, commitments, first_ref, last_ref from audit.sheaf
   where first_index <= $1 order by first_index desc limit 1`

type Placed = Pick<SheafRow, 'commitments' | 'first_ref' | 'last_ref'> & { readonly first_index: bigint }

const gone = (kind: string, index: number) =>
  new Refusal('not-in-log', 409, `The ${kind} at place ${index} is not what the log holds. Verify the books.`)

/** What the leaves of a sheaf say, by their hashes, from the rows of the module that wrote them. */
const contentsOf = async (rows: RowsByKind, kind: string, { first_ref, last_ref }: Placed) => {
  const found = first_ref === null || last_ref === null ? [] : await rows.get(kind)?.between(first_ref, last_ref)
  return new Map((found ?? []).map(({ content }) => [hash('sha256', content, 'hex'), content]))
}

interface SaidLeaf {
  readonly index: number
  readonly content: string
}

/** The leaves of one that was found, newest first. Throws not-in-log where a row no longer says what was logged. */
const leavesOf = async ({ db, rows }: ExportNeeds, { first_index, count, kind, content }: FoundLeaf) => {
  const first = Number(first_index)
  if (content !== null) return [{ index: first, content }]
  const [sheaf] = await db.query<Placed>(sheafAt, [first_index])
  const contents = await contentsOf(rows, kind, sheaf)
  return Array.from({ length: count }, (_, place): SaidLeaf => {
    const index = first + count - 1 - place
    const at = (index - Number(sheaf.first_index)) * hashBytes
    const said = contents.get(sheaf.commitments.toString('hex', at, at + hashBytes))
    if (said === undefined) throw gone(kind, index)
    return { index, content: said }
  })
}

/** Every leaf that a search finds, newest first, page by page. */
async function* foundLeaves(
  needs: ExportNeeds,
  asked: Omit<LeavesAsked, 'limit' | 'before'>,
  size: number,
): AsyncGenerator<SaidLeaf> {
  for (let before = BigInt(size); ; ) {
    const { items } = await searchLeaves(needs.db, needs.rows, { ...asked, before, limit: sheavesAtOnce })
    for (const item of items) yield* await leavesOf(needs, item)
    const last = items.at(-1)
    if (last === undefined || items.length < sheavesAtOnce) return
    before = last.first_index
  }
}

/**
 * A receipt on each line. All are under one checkpoint: the last, or the last that was signed by the day that is asked for, so that the
 * file proves what was in the log on that day.
 */
export async function* exportReceipts(
  needs: ExportNeeds,
  asked: Omit<LeavesAsked, 'limit' | 'before'>,
): AsyncGenerator<string> {
  const checkpoint: LastCheckpoint | undefined = await lastCheckpoint(needs.db, asked.asOf)
  if (checkpoint === undefined) return
  let left = mostExported
  for await (const { index, content } of foundLeaves(needs, asked, Number(checkpoint.size))) {
    if (left-- === 0) return
    yield `${writeReceipt(await receiptUnder(checkpoint, needs.read, index, content))}\n`
  }
}
