/** Writes what became of a dispute: with the money in the lane, or by itself where nothing moves. */
import type { Query } from '#platform/database'
import type { Tell, Telling } from '../telling/tell.ts'
import { type DisputeMove, isGivenUp, type Moving } from './plan.ts'
import type { DisputeRow } from './rows.ts'

const tellingsOf = (row: DisputeRow, { kind }: DisputeMove, at: Date): Telling[] => {
  const about = { at, amount: { currency: row.currency, minor: row.minor }, link: `/disputes/${row.id}` }
  // Of what the bank makes of its own loss nobody else has to hear.
  if (kind === 'write-off') return []
  if (kind === 'credit') return [{ ...about, person: row.payer, kind: 'dispute-credited' }]
  return [
    { ...about, person: row.payer, kind: 'dispute-decided', other: row.merchant },
    { ...about, person: row.merchant, kind: 'dispute-decided', other: row.payer },
  ]
}

const writeCredit = (tx: Query, { id }: DisputeRow, payment: string | null, at: Date) =>
  tx.query('update payments.dispute set credit = $2, credited_at = $3 where id = $1', [id, payment, at])

const writeWrittenOff = (tx: Query, { id }: DisputeRow, { by }: DisputeMove, at: Date) =>
  tx.query('update payments.dispute set written_off_at = $2, written_off_by = $3 where id = $1', [id, at, by])

/** What else was proposed for a dispute cannot be any more when it has ended. */
const endOthers = (tx: Query, { id }: DisputeRow, { by, proposal }: DisputeMove, at: Date) =>
  tx.query(
    `update payments.dispute_proposal set outcome = 'refused', refusal = 'dispute-over', ended_by = $2, ended_at = $3
      where dispute = $1 and outcome is null and id is distinct from $4::uuid`,
    [id, by, at, proposal],
  )

type Ending = DisputeMove & { readonly kind: Exclude<Moving, 'credit'> }

const writeEnd = async (tx: Query, row: DisputeRow, move: Ending, payment: string | null, at: Date) => {
  await tx.query(
    'update payments.dispute set outcome = $2, note = $3, payment = $4, ended_by = $5, ended_at = $6 where id = $1',
    [row.id, move.kind, move.kind === 'accepted' || move.kind === 'withdrawn' ? '' : move.note, payment, move.by, at],
  )
  // What the payer does not get back by it can be given back, or disputed, again.
  if (isGivenUp(move.kind))
    await tx.query('update payments.charge set disputed = disputed - $2 where id = $1', [row.charge, row.minor])
  await endOthers(tx, row, move, at)
}

const isEnding = (move: DisputeMove): move is Ending => move.kind !== 'credit' && move.kind !== 'write-off'

/** Under the lock of the dispute; `payment` is what moved with it. */
export const writeMove = async (
  tx: Query,
  tell: Tell,
  row: DisputeRow,
  move: DisputeMove,
  payment: string | null,
  at: Date,
): Promise<void> => {
  if (isEnding(move)) await writeEnd(tx, row, move, payment, at)
  else if (move.kind === 'credit') await writeCredit(tx, row, payment, at)
  else await writeWrittenOff(tx, row, move, at)
  if (move.proposal !== null)
    await tx.query(
      `update payments.dispute_proposal set outcome = 'granted', ended_by = $2, ended_at = $3 where id = $1 and outcome is null`,
      [move.proposal, move.by, at],
    )
  await tell(tx, tellingsOf(row, move, at))
}
