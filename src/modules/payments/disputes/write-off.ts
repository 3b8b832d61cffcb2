/** What the bank bore for a payer goes from its claims to its losses, once, by two of the staff. */
import { createHash } from 'node:crypto'
import { houseAccount, type Ledger, type Transfer, transferCode } from '#modules/ledger'
import type { Database } from '#platform/database'
import { uuidv8 } from '#platform/id'
import { currencies } from '#platform/money'
import type { Clock } from '#platform/time'
import type { Tell } from '../telling/tell.ts'
import { type DisputeMove, faultOf } from './plan.ts'
import { noSuchDispute, proposalEnded } from './refusals.ts'
import { type DisputeRow, lockDispute, lockWaiting } from './rows.ts'
import { writeMove } from './write.ts'

export interface WriteOffNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly ledger: Pick<Ledger, 'createTransfers'>
  readonly tell: Tell
}

/** The id follows from the dispute's, so that it can take effect only once. */
const transferOf = ({ id, currency, minor }: DisputeRow, at: Date): Transfer => ({
  kind: 'posted',
  id: uuidv8(createHash('sha256').update(`write off ${id}`).digest()),
  debit: houseAccount('write-offs', currency),
  credit: houseAccount('disputes', currency),
  amount: minor,
  ledger: currencies[currency].ledger,
  code: transferCode.dispute,
  bookedAt: at,
})

/** Throws dispute-not-borne, dispute-written-off, dispute-proposal-ended. */
export const writeOff = ({ db, clock, ledger, tell }: WriteOffNeeds, move: DisputeMove): Promise<void> =>
  db.transaction(async (tx) => {
    const row = await lockDispute(tx, move.dispute)
    if (!row) throw noSuchDispute()
    const fault = faultOf('write-off', row)
    if (fault) throw fault
    if (move.proposal === null || !(await lockWaiting(tx, move.proposal))) throw proposalEnded()
    const at = clock()
    const [result] = await ledger.createTransfers(tx, [transferOf(row, at)])
    // Both accounts are the house's own and nothing limits them; anything else is a bug.
    if (result !== 'ok') throw new Error(`the dispute ${row.id} could not be written off: ${result}`)
    await writeMove(tx, tell, row, move, null, at)
  })
