/** A face is enrolled at the branch: begun by one member of the staff, agreed to by the person, granted by a second one. */
import { tellBoard } from '../board/events.ts'
import type { LockerNeeds } from '../needs.ts'
import { enrollmentOpen, faceNotInstalled, idTaken, noSuchPerson } from '../refusals.ts'
import { type EnrollmentRow, enrollmentColumns } from '../tables.ts'
import { tell } from '../tell.ts'
import type { EnrollmentView } from '../wire.ts'
import { createDecide, createFinish } from './decide.ts'
import { createTakePose } from './pose.ts'
import { deleteFaces, endEnrollment, enrollmentMs } from './rows.ts'
import { showEnrollment, showEnrollments } from './show.ts'

const createList = (needs: LockerNeeds) => async (person?: string) => {
  const rows = await needs.db.query<EnrollmentRow>(
    `select ${enrollmentColumns} from locker.enrollment where $1::uuid is null or person = $1 order by begun_at desc, id desc limit 100`,
    [person ?? null],
  )
  return {
    items: await showEnrollments(needs, rows),
    face: needs.canSee() ? ('on' as const) : ('not-installed' as const),
  }
}

/** Asks the person for their consent. Throws face-not-installed, no-such-person, enrollment-open, id-taken. */
const createBegin =
  (needs: LockerNeeds) =>
  async (staff: string, id: string, person: string): Promise<EnrollmentView> => {
    if (!needs.canSee()) throw faceNotInstalled()
    const known = await needs.identity.person(person)
    if (known?.kind !== 'customer') throw noSuchPerson()
    await needs.db.transaction(async (tx) => {
      const now = needs.clock()
      const old = await tx.query<EnrollmentRow>(
        `select ${enrollmentColumns} from locker.enrollment where person = $1 and ended_at is null and granted_at is null and expires_at <= $2`,
        [person, now],
      )
      for (const row of old) await endEnrollment(tx, row.id, { kind: 'expired', by: null, at: now })
      const made = await tx.query(
        `insert into locker.enrollment (id, person, begun_by, begun_at, expires_at) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning id`,
        [id, person, staff, now, new Date(now.getTime() + enrollmentMs)],
      )
      if (made.length === 0) {
        const [same] = await tx.query('select 1 from locker.enrollment where id = $1', [id])
        throw same ? idTaken() : enrollmentOpen()
      }
      await tell(needs, tx, [person], { kind: 'locker-consent', at: now })
      await tellBoard(tx, { kind: 'enrollment', at: now, branch: '', what: 'begun' })
    })
    return showEnrollment(needs, id)
  }

export const createEnrollments = (needs: LockerNeeds) => ({
  list: createList(needs),
  begin: createBegin(needs),
  takePose: createTakePose(needs),
  finish: createFinish(needs),
  decide: createDecide(needs),
  delete: (person: string, by: string) => deleteFaces(needs, person, by),
})
