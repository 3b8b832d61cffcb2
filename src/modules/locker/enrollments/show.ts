/** Enrollments as staff see them; no template is among it. */
import type { LockerNeeds } from '../needs.ts'
import type { EnrollmentRow } from '../tables.ts'
import type { EnrollmentView, PoseName } from '../wire.ts'
import { findEnrollment, stateOf } from './rows.ts'
import { templatesOf } from './templates.ts'

export const poses: readonly PoseName[] = ['straight', 'left', 'right', 'up', 'down']
const overStates: readonly EnrollmentView['state'][] = [
  'in-force',
  'declined',
  'denied',
  'replaced',
  'deleted',
  'expired',
]

type Needs = Pick<LockerNeeds, 'db' | 'clock' | 'identity'>

const showRow = async ({ db, clock }: Needs, row: EnrollmentRow, names: ReadonlyMap<string, { name: string }>) => {
  const who = (id: string) => ({ id, name: names.get(id)?.name ?? '' })
  const taken = await templatesOf(db, row.id)
  const state = stateOf(row, clock())
  return {
    id: row.id,
    person: who(row.person),
    state,
    begunBy: who(row.begun_by),
    begunAt: row.begun_at.toISOString(),
    expiresAt: overStates.includes(state) ? null : row.expires_at.toISOString(),
    poses: taken.map(({ pose, taken_at }) => ({ pose, takenAt: taken_at.toISOString() })),
    missing: poses.filter((pose) => !taken.some((each) => each.pose === pose)),
    grantedBy: row.granted_by ? who(row.granted_by) : null,
    endedAt: row.ended_at?.toISOString() ?? null,
  }
}

export const showEnrollments = async (needs: Needs, rows: readonly EnrollmentRow[]): Promise<EnrollmentView[]> => {
  const people = rows.flatMap(({ person, begun_by, granted_by }) => [person, begun_by, granted_by ?? []].flat())
  const names = await needs.identity.names([...new Set(people)])
  return Promise.all(rows.map((row) => showRow(needs, row, names)))
}

export const showEnrollment = async (needs: Needs, id: string): Promise<EnrollmentView> =>
  (await showEnrollments(needs, [await findEnrollment(needs.db, id)]))[0]
