/** The approval that a face is, in the words that both sign. */
import type { ApprovalKind } from '#modules/identity'
import type { LockerNeeds } from '../needs.ts'
import { type EnrollmentRow, enrollmentColumns } from '../tables.ts'
import { findEnrollment } from './rows.ts'
import { templatesOf } from './templates.ts'

export const enrollmentKind = 'locker.enrollment'

/** What both members of the staff sign: whose face, by which templates. One that is taken anew makes another content. */
export const createEnrollmentKind = ({ db, identity }: Pick<LockerNeeds, 'db' | 'identity'>): ApprovalKind => ({
  kind: enrollmentKind,
  may: 'lockers:serve',
  facts: async (subject) => {
    const row = await findEnrollment(db, subject)
    const templates = await templatesOf(db, subject)
    const ids = templates.map(({ id }) => id).sort()
    return {
      content: { person: row.person, consentedAt: row.consented_at?.toISOString() ?? null, templates: ids.join(' ') },
    }
  },
  waiting: async () => {
    const rows = await db.query<EnrollmentRow>(
      `select ${enrollmentColumns} from locker.enrollment where finished_at is not null and granted_at is null and ended_at is null
        order by finished_at`,
    )
    const names = await identity.names(rows.map(({ person }) => person))
    return rows.map((row) => ({
      id: row.id,
      askedBy: row.begun_by,
      askedAt: (row.finished_at ?? row.begun_at).toISOString(),
      endsAt: row.expires_at.toISOString(),
      reason: row.reason ?? '',
      lines: [{ what: 'customer', value: names.get(row.person)?.name ?? '' }],
      path: `/lockers/faces/${row.id}`,
    }))
  },
})
