/** A face is enrolled at the branch: begun by one member of the staff, agreed to by the person, granted by a second one. */

import type { ApprovalKind } from '#modules/identity'
import { BusyEyes, distanceBetween, type Look } from '#perception/eyes'
import { personLimits } from '#perception/judge-frames'
import type { Query, Tx } from '#platform/database'
import type { Caller } from '#platform/http'
import { PlainError } from '#platform/plain-errors'
import { dayMs } from '#platform/time'
import type { Proof } from '#wire/identity'
import { tellBoard } from '../board/events.ts'
import { type LockerNeeds, newId } from '../needs.ts'
import {
  consentMissing,
  enrollmentOpen,
  enrollmentOver,
  faceNotInstalled,
  idTaken,
  noSuchEnrollment,
  noSuchFace,
  noSuchPerson,
  notYourEnrollment,
  posesMissing,
  tooBusy,
} from '../refusals.ts'
import { type EnrollmentRow, enrollmentColumns } from '../tables.ts'
import { tell } from '../tell.ts'
import type { EnrollmentView, PoseName } from '../wire.ts'
import { isHeld, openTemplate, sealTemplate, type Template, templatesOf } from './templates.ts'

export const enrollmentKind = 'locker.enrollment'
export const poses: readonly PoseName[] = ['straight', 'left', 'right', 'up', 'down']
const enrollmentMs = 7 * dayMs
/** Of one enrollment; five poses, and again where one is wanted better. */
const mostTemplates = 15

type PoseFault = 'not-a-picture' | 'nobody' | 'several-faces' | 'not-a-person' | 'another-face' | 'wrong-pose'

const stateOf = (row: EnrollmentRow, now: Date): EnrollmentView['state'] => {
  if (row.end_kind) return row.end_kind
  if (row.granted_at) return 'in-force'
  if (row.expires_at <= now) return 'expired'
  if (!row.consented_at) return 'waits-for-consent'
  return row.finished_at ? 'waits-for-second' : 'poses'
}

const isOpen = (row: EnrollmentRow, now: Date): boolean =>
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

type Posed = Template & { readonly pose: PoseName }

/** What is wrong with a picture of a pose, and the template where nothing is. */
const judgePose = (look: Look, pose: PoseName, known: readonly Posed[]): { fault?: PoseFault; template?: Template } => {
  if (look.fault) return { fault: 'not-a-picture' }
  if (look.faces > 1) return { fault: 'several-faces' }
  const { face } = look
  if (!face || look.faces === 0) return { fault: 'nobody' }
  if (look.person === undefined || look.person < personLimits.leastOdds) return { fault: 'not-a-person' }
  if (face.hints.length > 0) return {}
  const { turn, tilt, pitch } = face.quality.pose
  const template = { descriptor: face.descriptor, turn, tilt, pitch }
  if (known.some(({ descriptor }) => !(distanceBetween(descriptor, face.descriptor) <= personLimits.sameFace)))
    return { fault: 'another-face' }
  const straight = known.find((each) => each.pose === 'straight')
  return isHeld(pose, template, straight) ? { template } : { fault: 'wrong-pose' }
}

export const createEnrollments = (needs: LockerNeeds) => {
  const { db, clock, identity, sealing, eyes, canSee } = needs

  const show = async (rows: readonly EnrollmentRow[]): Promise<EnrollmentView[]> => {
    const people = rows.flatMap(({ person, begun_by, granted_by }) => [
      person,
      begun_by,
      ...(granted_by ? [granted_by] : []),
    ])
    const names = await identity.names([...new Set(people)])
    const who = (id: string) => ({ id, name: names.get(id)?.name ?? '' })
    return Promise.all(
      rows.map(async (row) => {
        const taken = await templatesOf(db, row.id)
        const state = stateOf(row, clock())
        const isDone = ['in-force', 'declined', 'denied', 'replaced', 'deleted', 'expired'].includes(state)
        return {
          id: row.id,
          person: who(row.person),
          state,
          begunBy: who(row.begun_by),
          begunAt: row.begun_at.toISOString(),
          expiresAt: isDone ? null : row.expires_at.toISOString(),
          poses: taken.map(({ pose, taken_at }) => ({ pose, takenAt: taken_at.toISOString() })),
          missing: poses.filter((pose) => !taken.some((each) => each.pose === pose)),
          grantedBy: row.granted_by ? who(row.granted_by) : null,
          endedAt: row.ended_at?.toISOString() ?? null,
        }
      }),
    )
  }
  const showOne = async (id: string): Promise<EnrollmentView> => (await show([await findEnrollment(db, id)]))[0]

  const list = async (person?: string) => {
    const rows = await db.query<EnrollmentRow>(
      `select ${enrollmentColumns} from locker.enrollment where $1::uuid is null or person = $1 order by begun_at desc, id desc limit 100`,
      [person ?? null],
    )
    return { items: await show(rows), face: canSee() ? ('on' as const) : ('not-installed' as const) }
  }

  const begin = async (staff: string, id: string, person: string): Promise<EnrollmentView> => {
    if (!canSee()) throw faceNotInstalled()
    const known = await identity.person(person)
    if (known?.kind !== 'customer') throw noSuchPerson()
    await db.transaction(async (tx) => {
      const now = clock()
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
    return showOne(id)
  }

  /** An open one of this member of the staff, whose person has agreed. */
  const mineOpen = async (staff: string, id: string): Promise<EnrollmentRow> => {
    const row = await findEnrollment(db, id)
    if (!isOpen(row, clock()) || row.finished_at) throw enrollmentOver()
    if (row.begun_by !== staff) throw notYourEnrollment()
    if (!row.consented_at) throw consentMissing()
    return row
  }

  const lookAt = async (jpeg: Uint8Array): Promise<Look> => {
    try {
      return (await eyes.look([{ jpeg, isWhole: true }])).looks[0]
    } catch (error) {
      if (error instanceof BusyEyes) throw tooBusy()
      if (error instanceof PlainError) throw faceNotInstalled()
      throw error
    }
  }

  /** Takes the place of a pose's template of before, under the enrollment's lock. */
  const keep = (id: string, pose: PoseName, template: Template): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock()
      const [row] = await tx.query<EnrollmentRow>(
        `select ${enrollmentColumns} from locker.enrollment where id = $1 for update`,
        [id],
      )
      if (!isOpen(row, now) || row.finished_at || !row.consented_at) throw enrollmentOver()
      const known = await templatesOf(tx, id)
      if (known.length >= mostTemplates) throw enrollmentOver()
      const made = newId(needs)
      await tx.query(
        'insert into locker.template (id, enrollment, pose, taken_at, sealed) values ($1, $2, $3, $4, $5)',
        [made, id, pose, now, await sealTemplate(sealing, made, template)],
      )
    })

  const takePose = async (staff: string, id: string, pose: PoseName, jpeg: Uint8Array) => {
    if (!canSee()) throw faceNotInstalled()
    await mineOpen(staff, id)
    const look = await lookAt(jpeg)
    const rows = await templatesOf(db, id)
    const known = await Promise.all(
      rows.map(async (row) => ({ pose: row.pose, ...(await openTemplate(sealing, row)) })),
    )
    const { fault, template } = judgePose(look, pose, known)
    if (template) await keep(id, pose, template)
    return {
      isTaken: template !== undefined,
      hints: [...(look.face?.hints ?? [])],
      fault: fault ?? null,
      enrollment: await showOne(id),
    }
  }

  const finish = async (
    caller: Caller,
    id: string,
    reason: string,
    proof: Proof | undefined,
  ): Promise<EnrollmentView> => {
    await mineOpen(caller.id, id)
    if ((await showOne(id)).missing.length > 0) throw posesMissing()
    await identity.approvals.sign(caller, { kind: enrollmentKind, subject: id, asked: { reason }, proof })
    const done = await db.query(
      'update locker.enrollment set finished_at = $2, reason = $3 where id = $1 and finished_at is null and ended_at is null returning id',
      [id, clock(), reason],
    )
    if (done.length === 0) throw enrollmentOver()
    return showOne(id)
  }

  const grant = (caller: Caller, row: EnrollmentRow): Promise<void> =>
    db.transaction(async (tx) => {
      const now = clock()
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
  const decide = async (caller: Caller, id: string, { decision, note, proof }: Decided): Promise<EnrollmentView> => {
    const row = await findEnrollment(db, id)
    if (!isOpen(row, clock()) || !row.finished_at) throw enrollmentOver()
    if (decision === 'deny') {
      await db.transaction((tx) => endEnrollment(tx, id, { kind: 'denied', by: caller.id, at: clock() }))
      return showOne(id)
    }
    const signing = { kind: enrollmentKind, subject: id, asked: { decision, note }, proof, first: row.begun_by }
    await identity.approvals.sign(caller, signing)
    await grant(caller, row)
    return showOne(id)
  }

  return {
    list,
    begin,
    takePose,
    finish,
    decide,
    delete: (person: string, by: string) => deleteFaces(needs, person, by),
  }
}
