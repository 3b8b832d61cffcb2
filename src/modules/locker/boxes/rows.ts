/** Boxes and holders as their tables keep them. */
import type { Query } from '#platform/database'
import { dayOf } from '../needs.ts'
import { noSuchBox } from '../refusals.ts'
import { type BoxRow, boxColumns, type HolderRow, holderColumns } from '../tables.ts'

export const listBoxes = (db: Query): Promise<BoxRow[]> =>
  db.query(`select ${boxColumns} from locker.box order by branch, length(number), number, id`)

/** Throws 'no-such-box'. */
export const findBox = async (db: Query, id: string): Promise<BoxRow> => {
  const [row] = await db.query<BoxRow>(`select ${boxColumns} from locker.box where id = $1`, [id])
  if (!row) throw noSuchBox()
  return row
}

/** The same, kept from changing until the transaction ends. */
export const lockedBox = async (tx: Query, id: string): Promise<BoxRow> => {
  const [row] = await tx.query<BoxRow>(`select ${boxColumns} from locker.box where id = $1 for update`, [id])
  if (!row) throw noSuchBox()
  return row
}

/** Everybody who is entered and has not left, by box. */
export const holdersOf = (db: Query, boxes: readonly string[]): Promise<HolderRow[]> =>
  db.query(
    `select ${holderColumns} from locker.holder where box = any ($1::uuid[]) and ended_at is null and declined_at is null
      order by role desc, entered_at, id`,
    [boxes],
  )

/** Whether somebody may open the box at this instant. */
export const isInForce = (row: HolderRow, now: Date): boolean => {
  if (row.consented_at === null || row.ended_at !== null) return false
  const today = dayOf(now)
  return row.role === 'owner' || ((row.valid_from ?? '9') <= today && today <= (row.valid_until ?? ''))
}

/** Who may open the box now. */
export const holdersInForce = async (db: Query, box: string, now: Date): Promise<HolderRow[]> =>
  (await holdersOf(db, [box])).filter((row) => isInForce(row, now))

/** Who is told of what happens at the box: its owners, never agents. */
export const ownersOf = async (db: Query, box: string): Promise<string[]> =>
  (await holdersOf(db, [box]))
    .filter(({ role, consented_at }) => role === 'owner' && consented_at !== null)
    .map(({ person }) => person)

/** Who of them has a face in force. */
export const facesOf = async (db: Query, people: readonly string[]): Promise<Set<string>> => {
  const rows = await db.query<{ person: string }>(
    'select person from locker.enrollment where person = any ($1::uuid[]) and granted_at is not null and ended_at is null',
    [people],
  )
  return new Set(rows.map(({ person }) => person))
}
