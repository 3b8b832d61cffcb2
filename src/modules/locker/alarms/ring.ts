/** Alarms of the branch: written in the transaction of what they tell of, and told to the board. */
import type { Query } from '#platform/database'
import { tellBoard } from '../board/events.ts'
import { type LockerNeeds, newId } from '../needs.ts'
import type { AlarmKind, AlarmRemark } from '../wire.ts'

export interface Ring {
  readonly kind: AlarmKind
  readonly branch: string
  readonly at: Date
  readonly box?: string | null
  readonly kiosk?: string | null
  readonly attempt?: string | null
  readonly picture?: string | null
  readonly report?: string | null
  readonly remark?: AlarmRemark
  /** By which the box was opened without the bank: it rings once, whoever tells of it first. */
  readonly permit?: string | null
}

type Needs = Pick<LockerNeeds, 'clock' | 'randomBytes'>

const insertStatement = `
  insert into locker.alarm (id, kind, branch, box, kiosk, attempt, at, lasts, picture, report, remark, permit)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning id`

const insert = async (needs: Needs, tx: Query, ring: Ring, lasts: boolean): Promise<boolean> => {
  const { kind, branch, at, box = null, kiosk = null, attempt = null, picture = null, report = null } = ring
  const { remark, permit = null } = ring
  const id = newId(needs)
  const made = await tx.query(insertStatement, [
    id,
    kind,
    branch,
    box,
    kiosk,
    attempt,
    at,
    lasts,
    picture,
    report,
    remark ? JSON.stringify(remark) : null,
    permit,
  ])
  if (made.length > 0) await tellBoard(tx, { kind: 'alarm', at, branch, box, kiosk, attempt, what: kind })
  return made.length > 0
}

/** Rings of something that has happened. */
export const ring = async (needs: Needs, tx: Query, about: Ring): Promise<void> => {
  const isNew = await insert(needs, tx, about, false)
  if (isNew || !about.permit || !about.picture) return
  await tx.query('update locker.alarm set picture = coalesce(picture, $3) where permit = $1 and box = $2', [
    about.permit,
    about.box,
    about.picture,
  ])
}

/** Rings of something that goes on: once, until `endLasting` says that it is over. */
export const ringLasting = (needs: Needs, tx: Query, about: Ring): Promise<boolean> => insert(needs, tx, about, true)

/** What rang has ended by itself; staff still have to say what it was. */
export const endLasting = async (
  tx: Query,
  { kind, branch, box = null, kiosk = null, at }: Pick<Ring, 'kind' | 'branch' | 'box' | 'kiosk' | 'at'>,
): Promise<void> => {
  const ended = await tx.query(
    `update locker.alarm set ended_at = $4 where kind = $1 and lasts and ended_at is null
        and box is not distinct from $2 and ($2::uuid is not null or kiosk is not distinct from $3) returning id`,
    [kind, box, kiosk, at],
  )
  if (ended.length > 0) await tellBoard(tx, { kind: 'alarm', at, branch, box, kiosk, what: kind })
}
