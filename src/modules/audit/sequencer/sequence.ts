/** The sequencer: gives leaves that wait their places in the tree, writes the tiles that changed, and signs what it made. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database, Tx } from '#platform/database'
import type { Clock } from '#platform/time'
import { type SigningKey, signCheckpoint } from '../notes/note.ts'
import type { SheafRow, TreeRow } from '../tables.ts'
import type { GrowingTree } from '../tree/growing.ts'
import { hashBytes } from '../tree/hash.ts'
import { loadTree, writeTiles } from '../tree/stored.ts'

/** One sequencer at a time, on whatever server; the number is "tree" in ASCII. */
const sequencerLock = 0x74726565

/** Leaves that one transaction gives places to, or little more. */
const mostLeaves = 65_536
const mostSheaves = 4096

const waiting = `select id, commitments from (
    select id, commitments, sum(octet_length(commitments)) over (order by id) - octet_length(commitments) as before
      from (select id, commitments from audit.sheaf where first_index is null order by id limit ${mostSheaves}) w) s
   where before < ${mostLeaves * hashBytes} order by id`

const leavesAtOnce = 1024

/** Other requests get their turn between a thousand leaves, which take some two milliseconds. */
const grow = async (tree: GrowingTree, commitments: Buffer): Promise<void> => {
  for (let from = 0; from < commitments.length; from += hashBytes) {
    tree.append(commitments.subarray(from, from + hashBytes))
    if (tree.size % leavesAtOnce === 0) await nextTurn()
  }
}

const setPlaces = async (tx: Tx, ids: readonly bigint[], indexes: readonly number[]): Promise<void> => {
  const rows = await tx.query(
    `update audit.sheaf s set first_index = p.index from unnest($1::bigint[], $2::bigint[]) p(id, index)
      where s.id = p.id and s.first_index is null returning s.id`,
    [ids, indexes],
  )
  if (rows.length !== ids.length) throw new Error('a leaf was given a place by somebody else')
}

export interface SequencerNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly keys: (tx: Tx) => Promise<readonly SigningKey[]>
}

/** The tree, locked for this transaction; undefined while another sequencer has it. */
export const holdTree = async (tx: Tx): Promise<TreeRow | undefined> => {
  const [{ is_mine }] = await tx.query<{ is_mine: boolean }>(
    `select pg_try_advisory_xact_lock(${sequencerLock}) as is_mine`,
  )
  if (!is_mine) return undefined
  const [tree] = await tx.query<TreeRow>('select origin, size, at from audit.tree for update')
  return tree
}

/** What one turn did: how many leaves got their places, and whether more may wait than one turn takes. */
export interface Turn {
  readonly leaves: number
  readonly hasMore: boolean
}

const idle: Turn = { leaves: 0, hasMore: false }

/** Gives places to what waits and signs the tree that comes of it. The tree is held by this transaction. */
export const integrate = async (tx: Tx, { clock, keys }: Omit<SequencerNeeds, 'db'>, held: TreeRow): Promise<Turn> => {
  const sheaves = await tx.query<Pick<SheafRow, 'id' | 'commitments'>>(waiting)
  if (sheaves.length === 0) return idle
  const size = Number(held.size)
  const tree = await loadTree(tx, size)
  const indexes: number[] = []
  for (const { commitments } of sheaves) {
    indexes.push(tree.size)
    await grow(tree, commitments)
  }
  await writeTiles(tx, tree.takeChanged())
  await setPlaces(
    tx,
    sheaves.map(({ id }) => id),
    indexes,
  )
  const at = new Date(Math.max(clock().getTime(), held.at.getTime()))
  const fenced = await tx.query('update audit.tree set size = $2, at = $3 where size = $1 returning size', [
    size,
    tree.size,
    at,
  ])
  if (fenced.length !== 1) throw new Error('the tree was extended by somebody else')
  const root = tree.root()
  const note = signCheckpoint({ origin: held.origin, size: tree.size, root, at }, await keys(tx))
  await tx.query('insert into audit.checkpoint (size, root, at, note) values ($1, $2, $3, $4)', [
    tree.size,
    root,
    at,
    note,
  ])
  const leaves = tree.size - size
  return { leaves, hasMore: leaves >= mostLeaves || sheaves.length === mostSheaves }
}

/** One turn: all that waits, or as much as one transaction takes. */
const sequenceOnce = (needs: SequencerNeeds): Promise<Turn> =>
  needs.db.transaction(async (tx) => {
    const tree = await holdTree(tx)
    return tree ? integrate(tx, needs, tree) : idle
  })

/** Turns until all that waited at the beginning has its place, or somebody else is at it; answers how many leaves. */
export const sequence = async (needs: SequencerNeeds): Promise<number> => {
  for (let leaves = 0; ; ) {
    const turn = await sequenceOnce(needs)
    leaves += turn.leaves
    if (!turn.hasMore) return leaves
  }
}
