/** Boxes as staff set them up and look at them. */
import type { Query } from '#platform/database'
import { tellBoard } from '../board/events.ts'
import { dayOf, type LockerNeeds } from '../needs.ts'
import { boxInUse, boxTaken, lockOutOfReach } from '../refusals.ts'
import type { BoxRow, HolderRow } from '../tables.ts'
import type { BoxView, LockDrive } from '../wire.ts'
import { facesOf, findBox, holdersOf, isInForce, listBoxes, lockedBox } from './rows.ts'

type HolderView = BoxView['holders'][number]

const stateOf = (row: HolderRow, now: Date): HolderView['state'] => {
  if (row.consented_at === null) return 'waiting'
  if (isInForce(row, now)) return 'in-force'
  return (row.valid_from ?? '') > dayOf(now) ? 'in-force' : 'over'
}

const showBox = (
  row: BoxRow,
  holders: readonly HolderRow[],
  about: { names: Map<string, { name: string }>; faces: Set<string>; now: Date },
): BoxView => ({
  id: row.id,
  number: row.number,
  branch: row.branch,
  drive: row.drive,
  lock: row.lock,
  isLocked: row.locked_at !== null,
  lockedAt: row.locked_at?.toISOString() ?? null,
  holders: holders.map((holder) => ({
    id: holder.id,
    person: { id: holder.person, name: about.names.get(holder.person)?.name ?? '' },
    as: holder.role,
    state: stateOf(holder, about.now),
    from: holder.valid_from,
    until: holder.valid_until,
    hasFace: about.faces.has(holder.person),
    hasSecret: holder.secret !== null,
  })),
})

type Needs = Pick<LockerNeeds, 'db' | 'clock' | 'identity'>

/** The browser of a kiosk reaches what the setting names, and nothing else. */
const isInReach = (drive: LockDrive, kioskLocks: readonly string[]): boolean =>
  drive.kind !== 'http' || drive.kioskUrl === undefined || kioskLocks.includes(new URL(drive.kioskUrl).origin)

/** Boxes with their holders, as staff see them. */
export const showBoxes = async ({ db, clock, identity }: Needs, rows: readonly BoxRow[]): Promise<BoxView[]> => {
  const holders = await holdersOf(
    db,
    rows.map(({ id }) => id),
  )
  const people = [...new Set(holders.map(({ person }) => person))]
  const about = { names: await identity.names(people), faces: await facesOf(db, people), now: clock() }
  return rows.map((row) =>
    showBox(
      row,
      holders.filter(({ box }) => box === row.id),
      about,
    ),
  )
}

const isBusy = async (tx: Query, box: string): Promise<boolean> =>
  (await tx.query("select 1 from locker.attempt where box = $1 and state in ('under-way', 'opening', 'open')", [box]))
    .length > 0

export const createBoxes = (needs: Needs & Pick<LockerNeeds, 'kioskLocks'>) => {
  const { db, clock, kioskLocks } = needs
  const show = async (id: string): Promise<BoxView> => (await showBoxes(needs, [await findBox(db, id)]))[0]

  const put = async (
    person: string,
    id: string,
    { number, branch, drive }: { number: string; branch: string; drive: LockDrive },
  ): Promise<BoxView> => {
    if (!isInReach(drive, kioskLocks)) throw lockOutOfReach()
    await db.transaction(async (tx) => {
      const now = clock()
      const values = [id, number, branch, JSON.stringify(drive), now, person]
      const made = await tx.query(
        `insert into locker.box (id, number, branch, drive, lock_since, set_up_by, set_up_at)
         values ($1, $2, $3, $4, $5, $6, $5) on conflict do nothing returning id`,
        values,
      )
      if (made.length === 0) {
        const [known] = await tx.query<BoxRow>('select id, number, branch from locker.box where id = $1', [id])
        if (known?.number !== number || known.branch !== branch) throw boxTaken()
        await lockedBox(tx, id)
        // Whoever is at the box would be at another lock from one moment to the next.
        if (await isBusy(tx, id)) throw boxInUse()
        await tx.query("update locker.box set drive = $2, lock = 'unknown', lock_since = $3 where id = $1", [
          id,
          JSON.stringify(drive),
          now,
        ])
      }
      await tellBoard(tx, { kind: 'box', at: now, branch, box: id, what: 'set up' })
    })
    return show(id)
  }

  return { list: async () => showBoxes(needs, await listBoxes(db)), show, put }
}
