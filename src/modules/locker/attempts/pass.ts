/** A door opens behind somebody: what was proved is written with its time, and the next door is named. */
import type { Tx } from '#platform/database'
import { tellBoard } from '../board/events.ts'
import { findBox } from '../boxes/rows.ts'
import type { LockerNeeds } from '../needs.ts'
import { keepPicture } from '../pictures/keep.ts'
import { attemptOver } from '../refusals.ts'
import type { AttemptRow, HolderRow } from '../tables.ts'
import type { Door, Way } from '../wire.ts'
import { noteStep } from './rows.ts'

interface Passed {
  readonly door: Door
  readonly way?: Way
  readonly distance?: number | null
  readonly picture: string | null
}

/** Tells what has opened; nobody gets here whose attempt has ended, for its row is held. */
const notePassed = async (tx: Tx, attempt: AttemptRow, at: Date, doors: readonly Passed[]) => {
  const { branch } = await findBox(tx, attempt.box)
  for (const { door, way, distance, picture } of doors) {
    await noteStep(tx, { attempt: attempt.id, at, door, outcome: 'opened', way, distance, picture })
    const about = { at, branch, box: attempt.box, kiosk: attempt.kiosk, attempt: attempt.id }
    await tellBoard(tx, { kind: 'door', ...about, what: door })
  }
}

const held = `where id = $1 and nonce = $2 and state = 'under-way' and expires_at > $3 returning id`

/** Throws 'attempt-over' where the attempt has ended, or another step has begun, since this one did. */
const move = async (tx: Tx, attempt: AttemptRow, at: Date, set: string, values: readonly unknown[] = []) => {
  const moved = await tx.query(`update locker.attempt set ${set}, tries = 0, faults = '{}', hints = '{}' ${held}`, [
    attempt.id,
    attempt.nonce,
    at,
    ...values,
  ])
  if (moved.length === 0) throw attemptOver()
}

export interface Recognized {
  readonly holder: HolderRow
  readonly way: Way
  readonly enrollment: string | null
  readonly distance: number | null
  readonly picture: Uint8Array | null
}

/** The first two doors, opened by one proof, so that whoever lives is whoever owns. */
export const passOwner = (needs: LockerNeeds, attempt: AttemptRow, found: Recognized): Promise<void> =>
  needs.db.transaction(async (tx) => {
    const at = needs.clock()
    await move(
      tx,
      attempt,
      at,
      `door = 'secret', way = $4, holder = $5, enrollment = $6, person_at = $3, owner_at = $3,
       motions = null, challenge_at = null, challenge_expires_at = null`,
      [found.way, found.holder.id, found.enrollment],
    )
    const picture = await keepPicture(needs, tx, { attempt, jpeg: found.picture, isDenied: false })
    const { way, distance } = found
    await notePassed(tx, attempt, at, [
      { door: 'person', way, picture },
      { door: 'owner', way, distance, picture },
    ])
  })

/** A face was recognized where the policy asks for the passkey of the same person besides. */
export const passFaceAlone = (needs: LockerNeeds, attempt: AttemptRow, found: Recognized): Promise<void> =>
  needs.db.transaction(async (tx) => {
    const at = needs.clock()
    await move(
      tx,
      attempt,
      at,
      `door = 'owner', way = 'face', holder = $4, enrollment = $5, person_at = $3,
       motions = null, challenge_at = null, challenge_expires_at = null`,
      [found.holder.id, found.enrollment],
    )
    const picture = await keepPicture(needs, tx, { attempt, jpeg: found.picture, isDenied: false })
    await notePassed(tx, attempt, at, [{ door: 'person', way: 'face', picture }])
  })

/** The secret was right: the code is on its way. */
export const passSecret = async (
  tx: Tx,
  attempt: AttemptRow,
  at: Date,
  code: { readonly hash: Uint8Array; readonly expiresAt: Date; readonly to: string },
): Promise<void> => {
  await move(tx, attempt, at, `door = 'code', secret_at = $3, code_hash = $4, code_expires_at = $5, code_to = $6`, [
    code.hash,
    code.expiresAt,
    code.to,
  ])
  await notePassed(tx, attempt, at, [{ door: 'secret', picture: null }])
}

/** The code was right, and is forgotten: it opens nothing a second time. */
export const passCode = (needs: LockerNeeds, attempt: AttemptRow): Promise<void> =>
  needs.db.transaction(async (tx) => {
    const at = needs.clock()
    await move(tx, attempt, at, `door = 'opening', code_at = $3, code_hash = null, code_expires_at = null`)
    await notePassed(tx, attempt, at, [{ door: 'code', picture: null }])
  })
