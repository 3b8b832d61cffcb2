/** What a lock tells of openings without the bank: written down once, told to the owners, and rung for in any case. */
import type { Query } from '#platform/database'
import { ring } from '../alarms/ring.ts'
import { tellBoard } from '../board/events.ts'
import { ownersOf } from '../boxes/rows.ts'
import type { LockerNeeds } from '../needs.ts'
import type { BoxRow } from '../tables.ts'
import { tell, write } from '../tell.ts'
import type { OpenedOffline, Said } from './lock.ts'

interface PermitRow {
  readonly kiosk: string
  readonly given_at: Date
  readonly until: Date
}

/** A lock's clock may differ by so much from the bank's. */
const clockGraceMs = 60_000

const isWithin = ({ given_at, until }: PermitRow, at: Date): boolean =>
  at.getTime() >= given_at.getTime() - clockGraceMs && at.getTime() <= until.getTime() + clockGraceMs

/** Whom the two passkeys belong to, and whether the bank gave this permit, to a kiosk of this branch, for that time. */
const explain = async ({ db, identity }: LockerNeeds, box: BoxRow, opened: OpenedOffline) => {
  const [permit] = await db.query<PermitRow>(
    `select kiosk, given_at, until from locker.permit join locker.kiosk on kiosk.id = permit.kiosk
      where permit.id = $1 and branch = $2`,
    [opened.order, box.branch],
  )
  const owner = await identity.presence.ownerOf(opened.owner)
  const witness = await identity.presence.ownerOf(opened.witness)
  const [holder] = await db.query(
    'select 1 from locker.holder where box = $1 and person = $2 and consented_at <= $3 and (ended_at is null or ended_at > $4)',
    [box.id, owner, opened.at, permit?.given_at ?? opened.at],
  )
  const wasRight = permit !== undefined && isWithin(permit, opened.at) && holder !== undefined && witness !== undefined
  return { kiosk: permit?.kiosk ?? null, owner: owner ?? null, witness: witness ?? null, wasRight }
}

const takeOne = async (needs: LockerNeeds, box: BoxRow, opened: OpenedOffline): Promise<void> => {
  const { kiosk, owner, witness, wasRight } = await explain(needs, box, opened)
  await needs.db.transaction(async (tx) => {
    const at = needs.clock()
    const written = await tx.query(
      `insert into locker.offline_opening (permit, box, opened_at, owner, witness, was_right, told_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning 1`,
      [opened.order, box.id, opened.at, owner, witness, wasRight, at],
    )
    if (written.length === 0) return
    const about = { branch: box.branch, box: box.id, kiosk, at }
    const remark = wasRight
      ? ({ what: 'permitted', at: opened.at.toISOString() } as const)
      : ({ what: 'never-permitted' } as const)
    await ring(needs, tx, { kind: wasRight ? 'opened-offline' : 'forced', ...about, remark, permit: opened.order })
    await tellBoard(tx, { kind: 'box', ...about, what: 'opened offline' })
    const owners = await ownersOf(tx, box.id)
    await tell(needs, tx, owners, { kind: 'locker-opened', at: opened.at })
    const values = { box: box.number, branch: box.branch, link: `${needs.origin}/lockers` }
    for (const person of owners)
      await write(needs, tx, person, { kind: 'opened', at: opened.at, values, channels: ['mail'] })
  })
}

/** Takes what is new of it; what was taken already is told again by the lock and taken once. */
export const takeOpenedOffline = async (needs: LockerNeeds, box: BoxRow, { offline, state }: Said): Promise<void> => {
  if (offline.length === 0) return
  const known = await needs.db.query<{ permit: string }>(
    'select permit from locker.offline_opening where box = $1 and permit = any ($2::uuid[])',
    [box.id, offline.map(({ order }) => order)],
  )
  const isKnown = new Set(known.map(({ permit }) => permit))
  for (const opened of offline) if (!isKnown.has(opened.order)) await takeOne(needs, box, opened)
  if (state !== 'locked') return
  await needs.db.query('update locker.offline_opening set shut_at = $2 where box = $1 and shut_at is null', [
    box.id,
    needs.clock(),
  ])
}

/** Whether the lock was opened last by a permit of the bank, and not shut since: then its door stands open by right. */
export const isOpenByPermit = async (
  db: Query,
  box: string,
  { lastOrder }: Pick<Said, 'lastOrder'>,
): Promise<boolean> => {
  if (lastOrder === null) return false
  const [row] = await db.query(
    'select 1 from locker.offline_opening where box = $1 and permit = $2 and was_right and shut_at is null',
    [box, lastOrder],
  )
  return row !== undefined
}
