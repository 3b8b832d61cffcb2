/** Releases holds whose time has come: a clock job whose only memory is the book. */
import { createHash } from 'node:crypto'
import type { Database } from '#platform/database'
import { uuidv8 } from '#platform/id'
import { createTransfers } from '../create-transfers.ts'
import type { Transfer } from '../transfer.ts'

/** Small, because payments on the same accounts wait for it. */
export const expiringAtOnce = 500

interface DueRow {
  transfer: string
  expires_at: string
}

/** The id of the transfer that expires a hold: the same whoever makes it, so that it takes effect once. */
export const expiryId = (pending: string): string => uuidv8(createHash('sha256').update(`expire ${pending}`).digest())

const expiryOf = (pending: string, bookedAt: Date): Transfer => ({
  kind: 'expire',
  id: expiryId(pending),
  pending,
  bookedAt,
})

const findDue = (db: Database, at: Date, after: DueRow | undefined): Promise<DueRow[]> =>
  db.query(
    // The instant as text keeps its microseconds.
    `select transfer, expires_at::text from ledger.expiring
      where expires_at <= $1 and (expires_at, transfer) > ($2::timestamptz, $3::uuid)
      order by ledger.expiring.expires_at, transfer limit ${expiringAtOnce}`,
    [at, after?.expires_at ?? '-infinity', after?.transfer ?? '00000000-0000-0000-0000-000000000000'],
  )

/**
 * Expires every hold that is due at `at`, a batch at a time, and answers how many it has. One that was posted, voided or expired
 * by another process in the same instant is not counted; one that the book does not release yet is asked for at the next turn.
 */
export const expireHolds = async (db: Database, at: Date): Promise<number> => {
  let expired = 0
  let due: DueRow[] = []
  do {
    due = await findDue(db, at, due.at(-1))
    const results = await createTransfers(
      db,
      due.map((row) => expiryOf(row.transfer, at)),
      null,
    )
    expired += results.filter((result) => result === 'ok').length
  } while (due.length === expiringAtOnce)
  return expired
}

/** How many holds are due at an instant. */
export const countDueHolds = async (db: Database, at: Date): Promise<number> => {
  const [{ due }] = await db.query<{ due: number }>(
    'select count(*)::integer as due from ledger.expiring where expires_at <= $1',
    [at],
  )
  return due
}
