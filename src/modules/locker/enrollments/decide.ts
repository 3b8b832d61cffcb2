/** Who took the poses signs for them, and a second member of the staff decides. */
import type { Caller } from '#platform/http'
import type { Proof } from '#wire/identity'
import { tellBoard } from '../board/events.ts'
import type { LockerNeeds } from '../needs.ts'
import { enrollmentOver, posesMissing } from '../refusals.ts'
import { type EnrollmentRow, enrollmentColumns } from '../tables.ts'
import type { EnrollmentView } from '../wire.ts'
import { enrollmentKind } from './kind.ts'
import { endEnrollment, findEnrollment, findMineOpen, isOpen } from './rows.ts'
import { showEnrollment } from './show.ts'

/** Throws poses-missing, enrollment-over and what a signature throws. */
export const createFinish =
  (needs: LockerNeeds) =>
  async (caller: Caller, id: string, reason: string, proof: Proof | undefined): Promise<EnrollmentView> => {
    await findMineOpen(needs, caller.id, id)
    if ((await showEnrollment(needs, id)).missing.length > 0) throw posesMissing()
    await needs.identity.approvals.sign(caller, { kind: enrollmentKind, subject: id, asked: { reason }, proof })
    const done = await needs.db.query(
      'update locker.enrollment set finished_at = $2, reason = $3 where id = $1 and finished_at is null and ended_at is null returning id',
      [id, needs.clock(), reason],
    )
    if (done.length === 0) throw enrollmentOver()
    return showEnrollment(needs, id)
  }

const grant = (needs: LockerNeeds, caller: Caller, row: EnrollmentRow): Promise<void> =>
  needs.db.transaction(async (tx) => {
    const now = needs.clock()
    const before = await tx.query<EnrollmentRow>(
      `select ${enrollmentColumns} from locker.enrollment where person = $1 and granted_at is not null and ended_at is null for update`,
      [row.person],
    )
    for (const { id } of before) await endEnrollment(tx, id, { kind: 'replaced', by: caller.id, at: now })
    const granted = await tx.query(
      `update locker.enrollment set granted_by = $2, granted_at = $3
        where id = $1 and finished_at is not null and granted_at is null and ended_at is null returning id`,
      [row.id, caller.id, now],
    )
    if (granted.length === 0) throw enrollmentOver()
    await tellBoard(tx, { kind: 'enrollment', at: now, branch: '', what: 'granted' })
  })

interface Decided {
  readonly decision: 'grant' | 'deny'
  readonly note: string
  readonly proof?: Proof
}
/** Grants with a second signature, or denies without one. Throws enrollment-over and what a signature throws. */
export const createDecide =
  (needs: LockerNeeds) =>
  async (caller: Caller, id: string, { decision, note, proof }: Decided): Promise<EnrollmentView> => {
    const row = await findEnrollment(needs.db, id)
    if (!isOpen(row, needs.clock()) || !row.finished_at) throw enrollmentOver()
    if (decision === 'deny') {
      await needs.db.transaction((tx) => endEnrollment(tx, id, { kind: 'denied', by: caller.id, at: needs.clock() }))
      return showEnrollment(needs, id)
    }
    const signing = { kind: enrollmentKind, subject: id, asked: { decision, note }, proof, first: row.begun_by }
    await needs.identity.approvals.sign(caller, signing)
    await grant(needs, caller, row)
    return showEnrollment(needs, id)
  }
