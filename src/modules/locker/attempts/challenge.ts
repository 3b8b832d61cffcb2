/** What a face is asked to do: drawn by the server, never twice the same in a row, and always with a turn that shows a nose before the cheeks. */
import { type Challenge, drawMotions, type Motion } from '#perception/challenge'
import type { RandomBytes } from '#platform/id'
import { secondMs } from '#platform/time'
import type { LockerNeeds } from '../needs.ts'
import { readPolicy } from '../policy/policy.ts'
import { type AttemptRow, attemptColumns } from '../tables.ts'
import type { LockerPolicy } from '../wire.ts'

const turns: readonly Motion[] = ['turn-left', 'turn-right', 'look-up']
const all: readonly Motion[] = [...turns, 'blink']

export const drawChallenge = (random: RandomBytes, count: number): Challenge => {
  const drawn = drawMotions(random(count), all)
  if (drawn.some((motion) => motion !== 'blink')) return drawn
  return drawMotions(random(count), turns)
}

type Needs = Pick<LockerNeeds, 'db' | 'clock' | 'randomBytes' | 'hasPassiveModel'>

/** A new challenge, one motion longer where no passive model helps. */
export const newChallenge = (
  { clock, randomBytes, hasPassiveModel }: Pick<Needs, 'clock' | 'randomBytes' | 'hasPassiveModel'>,
  { motions, challengeSeconds }: LockerPolicy,
) => {
  const now = clock()
  return {
    motions: drawChallenge(randomBytes, Math.min(4, motions + (hasPassiveModel ? 0 : 1))),
    at: now,
    expiresAt: new Date(now.getTime() + challengeSeconds * secondMs),
  }
}

/** Whoever needs longer is asked for something else, as often as the time of the whole attempt allows; no try is counted. */
export const renewChallenge = async (needs: Needs, row: AttemptRow): Promise<AttemptRow> => {
  const isOver = row.challenge_expires_at !== null && row.challenge_expires_at <= needs.clock()
  if (row.state !== 'under-way' || !isOver) return row
  const { motions, at, expiresAt } = newChallenge(needs, await readPolicy(needs.db))
  const [renewed] = await needs.db.query<AttemptRow>(
    `update locker.attempt set motions = $3, challenge_at = $4, challenge_expires_at = $5
      where id = $1 and nonce = $2 and state = 'under-way' and challenge_expires_at <= $4 returning ${attemptColumns}`,
    [row.id, row.nonce, motions, at, expiresAt],
  )
  return renewed ?? row
}
