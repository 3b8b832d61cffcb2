/** Enrollments as their table keeps them, and how they end. */
import type { Query, Tx } from '#platform/database'
import { dayMs } from '#platform/time'
import type { LockerNeeds } from '../needs.ts'
import { consentMissing, enrollmentOver, noSuchEnrollment, noSuchFace, notYourEnrollment } from '../refusals.ts'
import { type EnrollmentRow, enrollmentColumns } from '../tables.ts'
import type { EnrollmentView } from '../wire.ts'

export const enrollmentMs = 7 * dayMs

export const stateOf = (row: EnrollmentRow, now: Date): EnrollmentView['state'] => {
  if (row.end_kind) return row.end_kind
  if (row.granted_at) return 'in-force'
  if (row.expires_at <= now) return 'expired'
  if (!row.consented_at) return 'waits-for-consent'
  return row.finished_at ? 'waits-for-second' : 'poses'
}

export const isOpen = (row: EnrollmentRow, now: Date): boolean =>
  row.ended_at === null && row.granted_at === null && row.expires_at > now

export const findEnrollment = async (db: Query, id: string): Promise<EnrollmentRow> => {
  const [row] = await db.query<EnrollmentRow>(`select ${enrollmentColumns} from locker.enrollment where id = $1`, [id])
  if (!row) throw noSuchEnrollment()
  return row
}

/** Ends an enrollment; its templates are deleted with it, for good. Answers whether there was one to end. */
export const endEnrollment = async (
  tx: Tx,
  id: string,
  { kind, by, at }: { kind: NonNullable<EnrollmentRow['end_kind']>; by: string | null; at: Date },
): Promise<boolean> => {
  const ended = await tx.query(
    'update locker.enrollment set ended_at = $2, end_kind = $3, ended_by = $4 where id = $1 and ended_at is null returning id',
    [id, at, kind, by],
  )
  if (ended.length > 0) await tx.query('delete from locker.template where enrollment = $1', [id])
  return ended.length > 0
}

/** Deletes every template of a person. Throws 'no-such-face'. */
export const deleteFaces = (
  { db, clock }: Pick<LockerNeeds, 'db' | 'clock'>,
  person: string,
  by: string,
): Promise<void> =>
  db.transaction(async (tx) => {
    const rows = await tx.query<EnrollmentRow>(
      `select ${enrollmentColumns} from locker.enrollment where person = $1 and ended_at is null for update`,
      [person],
    )
    if (rows.length === 0) throw noSuchFace()
    for (const { id } of rows) await endEnrollment(tx, id, { kind: 'deleted', by, at: clock() })
  })

/** An open one of this member of the staff, whose person has agreed. */
export const findMineOpen = async (
  { db, clock }: Pick<LockerNeeds, 'db' | 'clock'>,
  staff: string,
  id: string,
): Promise<EnrollmentRow> => {
  const row = await findEnrollment(db, id)
  if (!isOpen(row, clock()) || row.finished_at) throw enrollmentOver()
  if (row.begun_by !== staff) throw notYourEnrollment()
  if (!row.consented_at) throw consentMissing()
  return row
}
