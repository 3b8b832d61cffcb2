/** A box that is locked keeps everybody out until two members of the staff release it, or its owner says that it was them. */
import type { ApprovalKind } from '#modules/identity'
import type { Caller } from '#platform/http'
import { hourMs } from '#platform/time'
import type { Proof } from '#wire/identity'
import { endAttempt } from '../attempts/end.ts'
import { tellBoard } from '../board/events.ts'
import type { LockerNeeds } from '../needs.ts'
import { idTaken, noSuchRelease, notLocked, releaseOver } from '../refusals.ts'
import { type AttemptRow, attemptColumns } from '../tables.ts'
import { findBox, lockedBox } from './rows.ts'

export const releaseKind = 'locker.release'
const goodForMs = 24 * hourMs

interface ReleaseRow {
  readonly id: string
  readonly box: string
  readonly reason: string
  readonly asked_by: string
  readonly asked_at: Date
  readonly decision: 'grant' | 'deny' | null
}

const releaseColumns = 'id, box, reason, asked_by, asked_at, decision'

type Needs = Pick<LockerNeeds, 'db' | 'clock' | 'identity' | 'randomBytes'>

/** Registered with identity: what both people sign is the box and why. */
export const createReleaseKind = ({ db }: Pick<Needs, 'db'>): ApprovalKind => ({
  kind: releaseKind,
  may: 'lockers:serve',
  goodForMs,
  facts: async (subject, asked) => {
    const [row] = await db.query<ReleaseRow>(`select ${releaseColumns} from locker.release where id = $1`, [subject])
    const box = row?.box ?? (typeof asked.box === 'string' ? asked.box : '')
    const { number, branch } = await findBox(db, box)
    return { content: { box, number, branch } }
  },
  waiting: async () => {
    const rows = await db.query<ReleaseRow & { number: string; branch: string }>(
      `select release.id, box, reason, asked_by, asked_at, decision, number, branch
         from locker.release join locker.box on box.id = release.box where decision is null order by asked_at`,
    )
    return rows.map((row) => ({
      id: row.id,
      askedBy: row.asked_by,
      askedAt: row.asked_at.toISOString(),
      endsAt: new Date(row.asked_at.getTime() + goodForMs).toISOString(),
      reason: row.reason,
      lines: [
        { what: 'box', value: row.number },
        { what: 'branch', value: row.branch },
      ],
      path: '/lockers/boxes',
    }))
  },
})

export const createReleases = (needs: Needs) => {
  const { db, clock, identity } = needs

  /** Keeps everybody out; whoever is under way is stopped. */
  const lock = (box: string, reason: string): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock()
      const { branch } = await lockedBox(tx, box)
      await tx.query(
        'update locker.box set locked_at = coalesce(locked_at, $2), locked_why = coalesce(locked_why, $3) where id = $1',
        [box, now, reason],
      )
      const under = await tx.query<AttemptRow>(
        `select ${attemptColumns} from locker.attempt where box = $1 and state = 'under-way' for update`,
        [box],
      )
      for (const attempt of under) await endAttempt(tx, attempt, { state: 'refused', denial: 'box-locked', at: now })
      await tellBoard(tx, { kind: 'box', at: now, branch, box, what: 'locked' })
    })

  const ask = async (caller: Caller, id: string, box: string, reason: string, proof: Proof | undefined) => {
    const { locked_at } = await findBox(db, box)
    if (locked_at === null) throw notLocked()
    await identity.approvals.sign(caller, { kind: releaseKind, subject: id, asked: { box, reason }, proof })
    // One that nobody granted in time makes room for another.
    await db.query(
      "update locker.release set decision = 'deny', decided_at = $2 where box = $1 and decision is null and asked_at < $3",
      [box, clock(), new Date(clock().getTime() - goodForMs)],
    )
    const made = await db.query(
      'insert into locker.release (id, box, reason, asked_by, asked_at) values ($1, $2, $3, $4, $5) on conflict do nothing returning id',
      [id, box, reason, caller.id, clock()],
    )
    if (made.length === 0) throw idTaken()
    return box
  }

  const find = async (id: string): Promise<ReleaseRow> => {
    const [row] = await db.query<ReleaseRow>(`select ${releaseColumns} from locker.release where id = $1`, [id])
    if (!row) throw noSuchRelease()
    if (row.decision !== null) throw releaseOver()
    return row
  }

  interface Decided {
    readonly decision: 'grant' | 'deny'
    readonly note: string
    readonly proof?: Proof
  }
  const decide = async (caller: Caller, id: string, { decision, note, proof }: Decided): Promise<string> => {
    const { box, asked_by: first } = await find(id)
    if (decision === 'grant')
      await identity.approvals.sign(caller, { kind: releaseKind, subject: id, asked: { decision, note }, proof, first })
    await db.transaction(async (tx) => {
      const now = clock()
      const done = await tx.query(
        'update locker.release set decision = $2, decided_by = $3, decided_at = $4, note = $5 where id = $1 and decision is null returning id',
        [id, decision, caller.id, now, note],
      )
      if (done.length === 0) throw releaseOver()
      if (decision === 'grant') await release(tx, box, now)
    })
    return box
  }

  return { lock, ask, decide }
}

/** Lets people in again. */
export const release = async (tx: Parameters<typeof lockedBox>[0], box: string, now: Date): Promise<void> => {
  const { branch } = await lockedBox(tx, box)
  await tx.query('update locker.box set locked_at = null, locked_why = null, wrong_secrets = 0 where id = $1', [box])
  await tellBoard(tx, { kind: 'box', at: now, branch, box, what: 'released' })
}
