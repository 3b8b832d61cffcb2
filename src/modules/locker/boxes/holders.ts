/** Who may open a box: entered by staff, in force once an owner has consented, ended at once. */
import { dayMs } from '#platform/time'
import { tellBoard } from '../board/events.ts'
import type { LockerNeeds } from '../needs.ts'
import {
  datesNeeded,
  holderKnown,
  idTaken,
  noSuchHolder,
  noSuchPerson,
  ownerNeeded,
  tooManyHolders,
} from '../refusals.ts'
import { tell } from '../tell.ts'
import { holdersOf, lockedBox } from './rows.ts'

const mostHolders = 10
const longestAgencyDays = 366

export interface NewHolder {
  readonly person: string
  readonly as: 'owner' | 'agent'
  readonly from: string | null
  readonly until: string | null
}

const haveRightDates = ({ as, from, until }: NewHolder): boolean => {
  if (as === 'owner') return from === null && until === null
  if (from === null || until === null) return false
  const days = (Date.parse(until) - Date.parse(from)) / dayMs
  return days >= 0 && days <= longestAgencyDays
}

export const createHolders = (needs: LockerNeeds) => {
  const { db, clock, identity } = needs

  /** Enters somebody and asks for consent: an owner of the box, or, for its first owner, the person. */
  const put = async (staff: string, box: string, id: string, holder: NewHolder): Promise<void> => {
    if (!haveRightDates(holder)) throw datesNeeded()
    const known = await identity.person(holder.person)
    if (known?.kind !== 'customer') throw noSuchPerson()
    await db.transaction(async (tx) => {
      const now = clock()
      const { branch } = await lockedBox(tx, box)
      const others = await holdersOf(tx, [box])
      const owners = others.filter(({ role, consented_at }) => role === 'owner' && consented_at !== null)
      if (others.some(({ person }) => person === holder.person)) throw holderKnown()
      if (others.length >= mostHolders) throw tooManyHolders()
      if (owners.length === 0 && (holder.as === 'agent' || others.length > 0)) throw ownerNeeded()
      const made = await tx.query(
        `insert into locker.holder (id, box, person, role, valid_from, valid_until, entered_by, entered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing returning id`,
        [id, box, holder.person, holder.as, holder.from, holder.until, staff, now],
      )
      if (made.length === 0) throw idTaken()
      const asked = owners.length === 0 ? [holder.person] : owners.map(({ person }) => person)
      await tell(needs, tx, asked, { kind: 'locker-consent', at: now })
      await tellBoard(tx, { kind: 'box', at: now, branch, box, what: 'holder entered' })
    })
  }

  const end = async (staff: string, box: string, id: string): Promise<void> => {
    await db.transaction(async (tx) => {
      const now = clock()
      const { branch } = await lockedBox(tx, box)
      const ended = await tx.query(
        `update locker.holder set ended_at = $3, ended_by = $4, secret = null, secret_at = null
          where id = $1 and box = $2 and ended_at is null and declined_at is null returning id`,
        [id, box, now, staff],
      )
      if (ended.length === 0) throw noSuchHolder()
      await tellBoard(tx, { kind: 'box', at: now, branch, box, what: 'holder ended' })
    })
  }

  return { put, end }
}
