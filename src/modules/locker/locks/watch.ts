/** Watching: every lock is asked how it stands, openings that broke off are settled by it, and what is wrong rings. */
import type { Tx } from '#platform/database'
import { secondMs } from '#platform/time'
import { endLasting, ringLasting } from '../alarms/ring.ts'
import { endAttempt } from '../attempts/end.ts'
import { type Opening, settle } from '../attempts/open.ts'
import { tellBoard } from '../board/events.ts'
import { listBoxes, lockedBox } from '../boxes/rows.ts'
import { silentAfterMs } from '../kiosks/kiosks.ts'
import type { LockerNeeds } from '../needs.ts'
import { readPolicy } from '../policy/policy.ts'
import { type AttemptRow, attemptColumns, type BoxRow, type KioskRow, kioskColumns } from '../tables.ts'
import type { AlarmKind, LockerPolicy } from '../wire.ts'
import type { Said } from './lock.ts'
import type { Locks } from './locks.ts'
import { isOpenByPermit, takeOpenedOffline } from './offline.ts'

/** An intent that is younger is still being carried out by the server that wrote it. */
const settleAfterMs = 6 * secondMs
/** For so long a lock may stay silent about an opening before the branch is told. */
const unknownAfterMs = 20 * secondMs
const locksAtOnce = 8

/** Settles openings that were written down and never concluded: after a power cut, a lost answer, a silent lock. */
const settleOpenings = async (needs: LockerNeeds, locks: Locks): Promise<void> => {
  const { db, clock } = needs
  const rows = await db.query<Opening & { asked_at: Date; branch: string; kiosk: string }>(
    `select opening.id, opening.attempt, opening.box, opening.until, opening.asked_at, box.branch, attempt.kiosk
       from locker.opening join locker.box on box.id = opening.box join locker.attempt on attempt.id = opening.attempt
      where outcome is null and asked_at <= $1 order by asked_at limit 50`,
    [new Date(clock().getTime() - settleAfterMs)],
  )
  for (const opening of rows) {
    await settle(needs, locks, opening)
    const [still] = await db.query('select 1 from locker.opening where id = $1 and outcome is null', [opening.id])
    const about = { branch: opening.branch, box: opening.box, at: clock() }
    if (!still) await endLasting(db, { kind: 'opening-unknown', ...about })
    else if (clock().getTime() - opening.asked_at.getTime() > unknownAfterMs)
      await ringLasting(needs, db, {
        kind: 'opening-unknown',
        ...about,
        kiosk: opening.kiosk,
        attempt: opening.attempt,
      })
  }
}

/** The attempt that is open at a box, if there is one. */
const openAttempt = async (tx: Tx, box: string): Promise<AttemptRow | undefined> => {
  const [row] = await tx.query<AttemptRow>(
    `select ${attemptColumns} from locker.attempt where box = $1 and state in ('opening', 'open') for update`,
    [box],
  )
  return row
}

const isShut = ({ state }: Pick<Said, 'state'>) => state === 'locked'

/** The visit is over once the door that was opened is shut again. */
const close = async (tx: Tx, attempt: AttemptRow, box: BoxRow, at: Date) => {
  await tx.query(
    "update locker.attempt set state = 'closed', closed_at = $2, ended_at = $2 where id = $1 and state = 'open'",
    [attempt.id, at],
  )
  await tellBoard(tx, {
    kind: 'closed',
    at,
    branch: box.branch,
    box: box.id,
    kiosk: attempt.kiosk,
    attempt: attempt.id,
  })
}

interface Stood {
  /** Somebody passed the doors, or had a permit of the bank. */
  readonly isByRight: boolean
  readonly openMs: number
  readonly sameMs: number
}

type Wrong = readonly (readonly [AlarmKind, boolean])[]

const findWrong = (said: Said, attempt: AttemptRow | undefined, stood: Stood, policy: LockerPolicy): Wrong => {
  const isOpen = said.state === 'open' || said.state === 'unlocked' || said.state === 'forced'
  const isForced = said.state === 'forced' || (isOpen && !stood.isByRight)
  // While an opening is being settled it is not known yet whether the door was opened.
  const isLeft = isOpen && !isForced && attempt?.state !== 'opening' && stood.openMs > policy.doorOpenSeconds * secondMs
  return [
    ['forced', isForced],
    ['door-left-open', isLeft],
    ['lock-fault', said.state === 'unknown' && stood.sameMs > settleAfterMs],
    ['power-lost', said.power === 'battery'],
  ]
}

/** What a lock says is compared with what is known of its box. */
const look = (needs: LockerNeeds, id: string, said: Said, readAt: Date): Promise<void> =>
  needs.db.transaction(async (tx) => {
    const at = needs.clock()
    const box = await lockedBox(tx, id)
    // Something has been learned of the lock since it was asked; the next round asks again.
    if (box.lock_since >= readAt) return
    if (said.state !== box.lock) {
      await tx.query('update locker.box set lock = $2, lock_since = $3 where id = $1', [id, said.state, at])
      await tellBoard(tx, { kind: 'box', at, branch: box.branch, box: id, what: said.state })
    }
    const attempt = await openAttempt(tx, id)
    const since = said.state === box.lock ? box.lock_since : at
    const isByRight = attempt !== undefined || (await isOpenByPermit(tx, id, said))
    const openSince = attempt?.opened_at ?? since
    const stood = { isByRight, openMs: at.getTime() - openSince.getTime(), sameMs: at.getTime() - since.getTime() }
    for (const [kind, isWrong] of findWrong(said, attempt, stood, await readPolicy(tx))) {
      const about = { kind, branch: box.branch, box: id, at }
      // A door that was forced rings until the lock itself says that it is shut.
      const isOver = kind === 'forced' || kind === 'door-left-open' ? isShut(said) : said.state !== 'unknown'
      if (isWrong) await ringLasting(needs, tx, { ...about, kiosk: attempt?.kiosk, attempt: attempt?.id })
      else if (isOver) await endLasting(tx, about)
    }
    if (attempt?.state === 'open' && isShut(said) && stood.openMs > 0) await close(tx, attempt, box, at)
  })

/** Boxes at which something goes on: somebody has opened them, or something rings. */
const findBusy = async ({ db }: LockerNeeds): Promise<ReadonlySet<string>> => {
  const rows = await db.query<{ box: string }>(
    `select box from locker.attempt where state in ('opening', 'open')
     union select box from locker.alarm where lasts and ended_at is null and box is not null`,
  )
  return new Set(rows.map(({ box }) => box))
}

/** Most locks are shut, and were shut when they were asked last: nothing has to be written for them. */
const isQuiet = ({ lock }: BoxRow, { state, power }: Said) =>
  lock === 'locked' && state === 'locked' && power === 'mains'

const lookAtLocks = async (needs: LockerNeeds, locks: Locks): Promise<void> => {
  const [boxes, busy] = [await listBoxes(needs.db), await findBusy(needs)]
  for (let from = 0; from < boxes.length; from += locksAtOnce) {
    const some = boxes.slice(from, from + locksAtOnce)
    const readAt = needs.clock()
    const said = await Promise.all(some.map((box) => locks.read(box)))
    for (const [index, box] of some.entries()) await takeOpenedOffline(needs, box, said[index])
    for (const [index, box] of some.entries())
      if (busy.has(box.id) || !isQuiet(box, said[index])) await look(needs, box.id, said[index], readAt)
  }
}

/** A kiosk that says nothing for a minute may have been cut off. */
const listen = async (needs: LockerNeeds): Promise<void> => {
  const now = needs.clock()
  const rows = await needs.db.query<KioskRow>(
    `select ${kioskColumns} from locker.kiosk where revoked_at is null and public_key is not null and heard_at < $1`,
    [new Date(now.getTime() - silentAfterMs)],
  )
  for (const { id, branch } of rows)
    await ringLasting(needs, needs.db, { kind: 'kiosk-silent', branch, kiosk: id, at: now })
}

/** Attempts whose time is over end by themselves. */
const sweep = async ({ db, clock }: LockerNeeds): Promise<void> => {
  const now = clock()
  const rows = await db.query<AttemptRow>(
    `select ${attemptColumns} from locker.attempt where state = 'under-way' and expires_at <= $1 limit 100`,
    [now],
  )
  for (const row of rows) await endAttempt(db, row, { state: 'expired', denial: 'expired', at: now })
}

/** One round of watching. Several servers may watch at once: every change is made under the box's lock, and once. */
export const createWatch = (needs: LockerNeeds, locks: Locks) => async (): Promise<void> => {
  await settleOpenings(needs, locks)
  await lookAtLocks(needs, locks)
  await listen(needs)
  await sweep(needs)
}
