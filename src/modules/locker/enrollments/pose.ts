/** A picture of one pose becomes a template, or is told why not. The picture is kept nowhere. */
import { BusyEyes, distanceBetween, type Look } from '#perception/eyes'
import { personLimits } from '#perception/judge-frames'
import { PlainError } from '#platform/plain-errors'
import { type LockerNeeds, newId } from '../needs.ts'
import { enrollmentOver, faceNotInstalled, tooBusy } from '../refusals.ts'
import { type EnrollmentRow, enrollmentColumns } from '../tables.ts'
import type { PoseName } from '../wire.ts'
import { findMineOpen, isOpen } from './rows.ts'
import { showEnrollment } from './show.ts'
import { isHeld, openTemplate, sealTemplate, type Template, templatesOf } from './templates.ts'

/** Of one enrollment; five poses, and again where one is wanted better. */
const mostTemplates = 15

type PoseFault = 'not-a-picture' | 'nobody' | 'several-faces' | 'not-a-person' | 'another-face' | 'wrong-pose'

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

const lookAt = async ({ eyes }: LockerNeeds, jpeg: Uint8Array): Promise<Look> => {
  try {
    return (await eyes.look([{ jpeg, isWhole: true }])).looks[0]
  } catch (error) {
    if (error instanceof BusyEyes) throw tooBusy()
    if (error instanceof PlainError) throw faceNotInstalled()
    throw error
  }
}

/** Takes the place of a pose's template of before, under the enrollment's lock. */
const keep = (needs: LockerNeeds, id: string, pose: PoseName, template: Template): Promise<void> =>
  needs.db.transaction(async (tx) => {
    const now = needs.clock()
    const [row] = await tx.query<EnrollmentRow>(
      `select ${enrollmentColumns} from locker.enrollment where id = $1 for update`,
      [id],
    )
    if (!isOpen(row, now) || row.finished_at || !row.consented_at) throw enrollmentOver()
    const known = await templatesOf(tx, id)
    if (known.length >= mostTemplates) throw enrollmentOver()
    const made = newId(needs)
    await tx.query('insert into locker.template (id, enrollment, pose, taken_at, sealed) values ($1, $2, $3, $4, $5)', [
      made,
      id,
      pose,
      now,
      await sealTemplate(needs.sealing, made, template),
    ])
  })

/** Throws face-not-installed, enrollment-over, not-your-enrollment, consent-missing. */
export const createTakePose =
  (needs: LockerNeeds) => async (staff: string, id: string, pose: PoseName, jpeg: Uint8Array) => {
    if (!needs.canSee()) throw faceNotInstalled()
    await findMineOpen(needs, staff, id)
    const look = await lookAt(needs, jpeg)
    const rows = await templatesOf(needs.db, id)
    const known = await Promise.all(
      rows.map(async (row) => ({ pose: row.pose, ...(await openTemplate(needs.sealing, row)) })),
    )
    const { fault, template } = judgePose(look, pose, known)
    if (template) await keep(needs, id, pose, template)
    return {
      isTaken: template !== undefined,
      hints: [...(look.face?.hints ?? [])],
      fault: fault ?? null,
      enrollment: await showEnrollment(needs, id),
    }
  }
