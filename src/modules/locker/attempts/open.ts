/** The lock: opened while all proofs are fresh. The intent is written first; what became of it is what the lock says. */
import type { Tx } from '#platform/database'
import { secondMs } from '#platform/time'
import { ring } from '../alarms/ring.ts'
import { tellBoard } from '../board/events.ts'
import { findBox, isInForce, lockedBox, ownersOf } from '../boxes/rows.ts'
import type { Locks } from '../locks/locks.ts'
import { type LockerNeeds, newId } from '../needs.ts'
import { forgetPicture, keepAsDenied, keepPicture } from '../pictures/keep.ts'
import { readPolicy } from '../policy/policy.ts'
import { type AttemptRow, attemptColumns, type BoxRow, type HolderRow, holderColumns } from '../tables.ts'
import { tell, write } from '../tell.ts'
import type { Denial, LockerPolicy } from '../wire.ts'
import { deny, tellOwners } from './deny.ts'
import { endAttempt } from './end.ts'
import { claim, noteStep, type Step } from './rows.ts'
import { freshUntil } from './show.ts'

/** A lock that hears of an order later than this does nothing. */
const orderMs = 5 * secondMs

export interface Opening {
  readonly id: string
  readonly attempt: string
  readonly box: string
  readonly until: Date
}

/** Whether every proof is younger than the policy says; one that is missing is not. */
export const areFresh = (row: AttemptRow, policy: LockerPolicy, now: Date): boolean =>
  [row.person_at, row.owner_at, row.secret_at, row.code_at].every(
    (at) => at !== null && at <= now && freshUntil(at, policy) > now,
  )

/** What rests on somebody's right that may have ended since they were recognized. */
const mayStill = async (tx: Tx, attempt: AttemptRow, now: Date): Promise<boolean> => {
  const [holder] = await tx.query<HolderRow>(`select ${holderColumns} from locker.holder where id = $1 for share`, [
    attempt.holder,
  ])
  if (!holder || !isInForce(holder, now)) return false
  const [kiosk] = await tx.query('select 1 from locker.kiosk where id = $1 and revoked_at is null', [attempt.kiosk])
  if (!kiosk) return false
  if (attempt.enrollment === null) return true
  const [face] = await tx.query('select 1 from locker.enrollment where id = $1 and ended_at is null', [
    attempt.enrollment,
  ])
  return face !== undefined
}

/** Why the lock is not asked; `late` is for whoever was only slow. */
type Refused = Denial | 'late'

/** Everything is looked at once more under the lock of box and attempt; answers the intent, or why there is none. */
const intend = (needs: LockerNeeds, claimed: AttemptRow, jpeg: Uint8Array | null): Promise<Opening | Refused> =>
  needs.db.transaction(async (tx) => {
    const now = needs.clock()
    const box = await lockedBox(tx, claimed.box)
    const [attempt] = await tx.query<AttemptRow>(
      `select ${attemptColumns} from locker.attempt where id = $1 and nonce = $2 and state = 'under-way' and door = 'opening' for update`,
      [claimed.id, claimed.nonce],
    )
    if (!attempt) return 'cancelled'
    if (box.locked_at !== null) return 'box-locked'
    if (box.lock === 'open' || box.lock === 'forced') return 'lock'
    if (!areFresh(attempt, await readPolicy(tx), now)) return 'late'
    if (!(await mayStill(tx, attempt, now))) return 'stale'
    const opening = { id: newId(needs), attempt: attempt.id, box: box.id, until: new Date(now.getTime() + orderMs) }
    // Kept before the lock is asked, for after a power cut nobody else has it; what becomes of it is what the lock says.
    const picture = await keepPicture(needs, tx, { attempt, jpeg, isDenied: false })
    await tx.query(
      'insert into locker.opening (id, attempt, box, asked_at, until, picture) values ($1, $2, $3, $4, $5, $6)',
      [opening.id, opening.attempt, opening.box, now, opening.until, picture],
    )
    await tx.query("update locker.attempt set state = 'opening' where id = $1", [attempt.id])
    const about = { at: now, branch: box.branch, box: box.id, kiosk: attempt.kiosk, attempt: attempt.id }
    await tellBoard(tx, { kind: 'opening', ...about })
    return opening
  })

interface Settled {
  readonly picture: string | null
}

/** Writes down that the lock has let somebody in, and tells the owners. Answers false where that is known already. */
export const settleOpened = (needs: LockerNeeds, opening: Opening, lock: BoxRow['lock']): Promise<boolean> =>
  needs.db.transaction(async (tx) => {
    const at = needs.clock()
    const [settled] = await tx.query<Settled>(
      "update locker.opening set outcome = 'unlocked', settled_at = $2 where id = $1 and outcome is null returning picture",
      [opening.id, at],
    )
    if (!settled) return false
    await forgetPicture(tx, settled.picture, at)
    const [attempt] = await tx.query<AttemptRow>(
      `update locker.attempt set state = 'open', opened_at = $2 where id = $1 and state = 'opening' returning ${attemptColumns}`,
      [opening.attempt, at],
    )
    await tx.query('update locker.box set lock = $2, lock_since = $3 where id = $1', [opening.box, lock, at])
    if (!attempt) return true
    const box = await findBox(tx, opening.box)
    await noteStep(tx, { attempt: attempt.id, at, door: 'opening', outcome: 'opened', way: attempt.way })
    await tellBoard(tx, {
      kind: 'open',
      at,
      branch: box.branch,
      box: box.id,
      kiosk: attempt.kiosk,
      attempt: attempt.id,
    })
    const owners = await ownersOf(tx, box.id)
    await tell(needs, tx, owners, { kind: 'locker-opened', at })
    const values = { box: box.number, branch: box.branch, link: `${needs.origin}/lockers` }
    for (const person of owners) await write(needs, tx, person, { kind: 'opened', at, values, channels: ['mail'] })
    return true
  })

/** The lock has not let anybody in, and will not by this order: the attempt is over, and the owners see who stood there. */
export const settleShut = (needs: LockerNeeds, opening: Opening): Promise<void> =>
  needs.db.transaction(async (tx) => {
    const at = needs.clock()
    const [settled] = await tx.query<Settled>(
      "update locker.opening set outcome = 'not-unlocked', settled_at = $2 where id = $1 and outcome is null returning picture",
      [opening.id, at],
    )
    if (!settled) return
    const [attempt] = await tx.query<AttemptRow>(`select ${attemptColumns} from locker.attempt where id = $1`, [
      opening.attempt,
    ])
    if (!attempt) return
    const picture = await keepAsDenied(tx, settled.picture)
    await noteStep(tx, { attempt: attempt.id, at, door: 'opening', outcome: 'denied', way: attempt.way, picture })
    await endAttempt(tx, attempt, { state: 'refused', denial: 'lock', at })
    const box = await findBox(tx, opening.box)
    const about = { branch: box.branch, at, box: box.id, kiosk: attempt.kiosk, attempt: attempt.id }
    await ring(needs, tx, { kind: 'lock-fault', ...about, picture })
    await tellOwners(needs, tx, attempt, box, { kind: 'denied', door: 'opening', denial: 'lock', picture })
  })

/** Asks the lock what became of an order. Where it does not answer, nothing is settled, and the next look asks again. */
export const settle = async (needs: LockerNeeds, locks: Locks, opening: Opening): Promise<void> => {
  const box = await findBox(needs.db, opening.box)
  const said = await locks.read(box)
  if (said.state === 'unknown') return
  if (said.lastOrder === opening.id) await settleOpened(needs, opening, said.state)
  // Until its time is over the order may still be on its way.
  else if (needs.clock() > opening.until) await settleShut(needs, opening)
}

export const createOpen = (needs: LockerNeeds, locks: Locks) => {
  const refuse = async (attempt: AttemptRow, why: Refused, picture: Uint8Array | null): Promise<void> => {
    if (why === 'cancelled') return
    if (why !== 'late') return deny(needs, attempt, { door: 'opening', denial: why, way: attempt.way, picture })
    // Whoever is slow has tried nothing.
    await needs.db.transaction(async (tx) => {
      await noteStep(tx, { attempt: attempt.id, at: needs.clock(), door: 'opening', outcome: 'denied' })
      await endAttempt(tx, attempt, { state: 'expired', denial: 'stale', at: needs.clock() })
    })
  }

  return async (step: Step, picture: Uint8Array | null): Promise<void> => {
    const attempt = await claim(needs, step, ['opening'])
    const opening = await intend(needs, attempt, picture)
    if (typeof opening === 'string') return refuse(attempt, opening, picture)
    // From here on only the lock knows: an order without an answer may have been obeyed.
    await locks.unlock(await findBox(needs.db, opening.box), opening).catch(needs.onFailure)
    await settle(needs, locks, opening)
  }
}
