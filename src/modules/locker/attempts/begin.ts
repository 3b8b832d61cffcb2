/** Somebody stands before a kiosk and wants to a box. */
import type { Tx } from '#platform/database'
import { minuteMs, secondMs } from '#platform/time'
import { tellBoard } from '../board/events.ts'
import { findKiosk } from '../kiosks/kiosks.ts'
import type { LockerNeeds } from '../needs.ts'
import { readPolicy } from '../policy/policy.ts'
import { boxBusy, boxLocked, boxOpen, idTaken, kioskBusy, noSuchBox, tooManyAttempts } from '../refusals.ts'
import { type AttemptRow, attemptColumns, type BoxRow, boxColumns } from '../tables.ts'
import { newChallenge } from './challenge.ts'
import { expire } from './rows.ts'
import { waysOf } from './show.ts'

/** So many denials at a box in so long: after that nobody tries for a while. */
const mostDenials = 8
const denialsMs = 15 * minuteMs

export interface Wish {
  readonly kiosk: string
  readonly id: string
  readonly box: string
  readonly language: string
}

/** Ends what has outlived its time at this box or kiosk and would stand in the way. */
const sweep = async (tx: Tx, box: string, kiosk: string, now: Date) => {
  const rows = await tx.query<AttemptRow>(
    `select ${attemptColumns} from locker.attempt where (box = $1 or kiosk = $2) and state = 'under-way' and expires_at <= $3`,
    [box, kiosk, now],
  )
  for (const row of rows) await expire(tx, row, now)
}

const refuseTooMany = async (tx: Tx, box: string, now: Date) => {
  const since = new Date(now.getTime() - denialsMs)
  const [{ count, first }] = await tx.query<{ count: bigint; first: Date | null }>(
    "select count(*) as count, min(ended_at) as first from locker.attempt where box = $1 and state = 'refused' and began_at > $2",
    [box, since],
  )
  if (count < BigInt(mostDenials) || !first) return
  throw tooManyAttempts(Math.max(1, Math.ceil((first.getTime() + denialsMs - now.getTime()) / secondMs)))
}

const insertStatement = `
  insert into locker.attempt
    (id, box, kiosk, language, state, door, nonce, motions, challenge_at, challenge_expires_at, began_at, expires_at)
  values ($1, $2, $3, $4, 'under-way', 'person', $5, $6, $7, $8, $9, $10)
  on conflict do nothing returning ${attemptColumns}`

/** Which of the two that allow one attempt at a time refused it. */
const refuseSecond = async (tx: Tx, wish: Wish, box: string): Promise<never> => {
  const [same] = await tx.query('select 1 from locker.attempt where id = $1', [wish.id])
  if (same) throw idTaken()
  const [atBox] = await tx.query(
    "select 1 from locker.attempt where box = $1 and state in ('under-way', 'opening', 'open')",
    [box],
  )
  throw atBox ? boxBusy() : kioskBusy()
}

export const createBegin = (needs: LockerNeeds) => {
  const { db, clock, randomBytes } = needs

  const insert = async (tx: Tx, wish: Wish, box: BoxRow): Promise<AttemptRow> => {
    const [now, policy] = [clock(), await readPolicy(tx)]
    const ways = await waysOf(needs, tx, { box: box.id, person_at: null, way: null })
    const challenge = ways.includes('face') ? newChallenge(needs, policy) : undefined
    const [row] = await tx.query<AttemptRow>(insertStatement, [
      wish.id,
      box.id,
      wish.kiosk,
      wish.language,
      Buffer.from(randomBytes(32)),
      challenge?.motions ?? null,
      challenge?.at ?? null,
      challenge?.expiresAt ?? null,
      now,
      new Date(now.getTime() + policy.attemptSeconds * secondMs),
    ])
    return row ?? (await refuseSecond(tx, wish, box.id))
  }

  /**
   * Begins an attempt, or answers the one that this id began. Throws 'no-such-box', 'box-locked', 'box-open', 'box-busy', 'kiosk-busy',
   * 'too-many-attempts', 'id-taken'.
   */
  return async (wish: Wish): Promise<AttemptRow> => {
    const [known] = await db.query<AttemptRow & { number: string }>(
      `select ${attemptColumns.replaceAll(/(\w+)/g, 'attempt.$1')}, box.number
         from locker.attempt join locker.box on box.id = attempt.box where attempt.id = $1`,
      [wish.id],
    )
    if (known) {
      if (known.kiosk !== wish.kiosk || known.number !== wish.box) throw idTaken()
      return known
    }
    return db.transaction(async (tx) => {
      const { branch } = await findKiosk(tx, wish.kiosk)
      const [box] = await tx.query<BoxRow>(
        `select ${boxColumns} from locker.box where branch = $1 and number = $2 for share`,
        [branch, wish.box],
      )
      if (!box) throw noSuchBox()
      const now = clock()
      await sweep(tx, box.id, wish.kiosk, now)
      if (box.locked_at !== null) throw boxLocked()
      if (box.lock === 'open' || box.lock === 'forced') throw boxOpen()
      await refuseTooMany(tx, box.id, now)
      const row = await insert(tx, wish, box)
      await tellBoard(tx, { kind: 'attempt', at: now, branch, box: box.id, kiosk: wish.kiosk, attempt: row.id })
      return row
    })
  }
}
