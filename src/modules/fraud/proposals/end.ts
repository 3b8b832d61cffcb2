/** A second person grants or denies what somebody proposed, or that one withdraws it. */
import type { Database, Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import { mostRules } from '../in-force.ts'
import { findProposal } from './ask.ts'
import { type ProposalRow, proposalColumns, takeTurn } from './rows.ts'

export interface ProposalEnding {
  readonly id: string
  readonly outcome: 'granted' | 'denied' | 'withdrawn'
  readonly person: string
  readonly note: string
}

const checkPerson = (row: ProposalRow, { outcome, person }: ProposalEnding) => {
  if (outcome === 'withdrawn' && row.asked_by !== person)
    throw new Refusal('not-your-request', 403, 'Only who made the proposal can withdraw it.')
  if (outcome !== 'withdrawn' && row.asked_by === person)
    throw new Refusal('second-person-needed', 403, 'You proposed this; somebody else has to decide it.')
}

/** What was in force for the same rule or kind is not any more. */
const replaceOld = (tx: Query, { rule, kind }: ProposalRow, person: string, at: Date) =>
  tx.query(
    `update fraud.proposal set until_at = $3, until_by = $4
     where (rule = $1 or kind = $2) and outcome = 'granted' and until_at is null`,
    [rule, kind, at, person],
  )

const checkRoom = async (tx: Query, { rule }: ProposalRow) => {
  if (rule === null) return
  const [{ count }] = await tx.query<{ count: number }>(
    `select count(*)::integer as count from fraud.proposal where rule is not null and outcome = 'granted' and until_at is null`,
  )
  if (count >= mostRules)
    throw new Refusal('too-many-rules', 422, `There are ${mostRules} rules in force. Take one of them out first.`)
}

/** The same once more is answered as it is. Throws no-such-proposal, proposal-ended, second-person-needed, not-your-request or too-many-rules. */
export const createEndProposal =
  (db: Database, clock: Clock) =>
  async (ending: ProposalEnding): Promise<ProposalRow> =>
    db.transaction(async (tx) => {
      const { id, outcome, person, note } = ending
      await takeTurn(tx)
      const row = await findProposal(tx, id)
      if (!row) throw new Refusal('no-such-proposal', 404, 'There is no such proposal.')
      checkPerson(row, ending)
      if (row.outcome === outcome && row.ended_by === person) return row
      if (row.outcome !== null) throw new Refusal('proposal-ended', 409, `This proposal was ${row.outcome} already.`)
      const at = clock()
      if (outcome === 'granted') {
        await replaceOld(tx, row, person, at)
        await checkRoom(tx, row)
      }
      const [ended] = await tx.query<ProposalRow>(
        `update fraud.proposal set outcome = $2, ended_by = $3, ended_at = $4, note = $5 where id = $1 returning ${proposalColumns}`,
        [id, outcome, person, at, note],
      )
      return ended
    })
