/** Writes what became of a dispute: with the money in the lane, or by itself where nothing moves. */
import type { Query } from '#platform/database'
import type { Tell, Telling } from '../tell.ts'
import { type DisputeMove, isGivenUp } from './plan.ts'
import type { DisputeRow } from './rows.ts'

const tellingsOf = (row: DisputeRow, { kind }: DisputeMove, at: Date): Telling[] => {
  const about = { at, amount: { currency: row.currency, minor: row.minor }, link: `/disputes/${row.id}` }
  if (kind === 'credit') return [{ ...about, person: row.payer, kind: 'dispute-credited' }]
  return [
    { ...about, person: row.payer, kind: 'dispute-decided', other: row.merchant },
    { ...about, person: row.merchant, kind: 'dispute-decided', other: row.payer },
  ]
}

const writeCredit = (tx: Query, { id }: DisputeRow, payment: string | null, at: Date) =>
  tx.query('update payments.dispute set credit = $2, credited_at = $3 where id = $1', [id, payment, at])

const writeEnd = async (tx: Query, row: DisputeRow, move: DisputeMove, payment: string | null, at: Date) => {
  await tx.query(
    'update payments.dispute set outcome = $2, note = $3, payment = $4, ended_by = $5, ended_at = $6 where id = $1',
    [row.id, move.kind, move.kind === 'accepted' || move.kind === 'withdrawn' ? '' : move.note, payment, move.by, at],
  )
  // What the payer does not get back by it can be given back, or disputed, again.
  if (isGivenUp(move.kind))
    await tx.query('update payments.charge set disputed = disputed - $2 where id = $1', [row.charge, row.minor])
}

/** Under the lock of the dispute; `payment` is what moved with it. */
export const writeMove = async (
  tx: Query,
  tell: Tell,
  row: DisputeRow,
  move: DisputeMove,
  payment: string | null,
  at: Date,
): Promise<void> => {
  await (move.kind === 'credit' ? writeCredit(tx, row, payment, at) : writeEnd(tx, row, move, payment, at))
  if (move.proposal !== null)
    await tx.query(
      `update payments.dispute_proposal set outcome = 'granted', ended_by = $2, ended_at = $3 where id = $1 and outcome is null`,
      [move.proposal, move.by, at],
    )
  await tell(tx, tellingsOf(row, move, at))
}
