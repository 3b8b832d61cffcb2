/** How an attempt ends without an opening. */
import type { Query } from '#platform/database'
import { tellBoard } from '../board/events.ts'
import type { AttemptRow } from '../tables.ts'
import type { Denial } from '../wire.ts'

export interface Ending {
  readonly state: 'refused' | 'expired' | 'cancelled'
  readonly denial: Denial
  readonly at: Date
}

/** Answers false where it has ended meanwhile: nothing is ended twice, and nothing that is open. */
export const endAttempt = async (
  tx: Query,
  attempt: Pick<AttemptRow, 'id' | 'box' | 'kiosk'>,
  { state, denial, at }: Ending,
): Promise<boolean> => {
  const ended = await tx.query<{ branch: string }>(
    `update locker.attempt set state = $2, denial = $3, ended_at = $4, code_hash = null, code_expires_at = null,
            motions = null, challenge_at = null, challenge_expires_at = null
       from locker.box where box.id = attempt.box and attempt.id = $1 and state in ('under-way', 'opening')
      returning branch`,
    [attempt.id, state, denial, at],
  )
  if (ended.length === 0) return false
  const { id, box, kiosk } = attempt
  const kind = state === 'refused' ? 'denied' : 'over'
  await tellBoard(tx, { kind, at, branch: ended[0].branch, box, kiosk, attempt: id, what: denial })
  return true
}
