/** Whose face this is, among those who may open the box. Templates are opened here and nowhere else. */
import { distanceBetween } from '#perception/eyes'
import type { Query } from '#platform/database'
import { holdersInForce } from '../boxes/rows.ts'
import { openTemplate } from '../enrollments/templates.ts'
import type { LockerNeeds } from '../needs.ts'
import type { HolderRow, TemplateRow } from '../tables.ts'

export interface Nearest {
  readonly holder: HolderRow
  readonly enrollment: string
  readonly distance: number
}

const templatesStatement = `
  select template.id, template.enrollment, template.pose, template.taken_at, template.sealed, enrollment.person
    from locker.template join locker.enrollment on enrollment.id = template.enrollment
   where enrollment.person = any ($1::uuid[]) and granted_at is not null and ended_at is null`

const findTemplates = (db: Query, people: readonly string[]): Promise<(TemplateRow & { person: string })[]> =>
  db.query(templatesStatement, [people])

/** The nearest of those who may open the box now; undefined where no face of theirs is kept. */
export const findNearest = async (
  { db, clock, sealing }: Pick<LockerNeeds, 'db' | 'clock' | 'sealing'>,
  box: string,
  descriptor: Float32Array,
): Promise<Nearest | undefined> => {
  const holders = await holdersInForce(db, box, clock())
  const templates = await findTemplates(
    db,
    holders.map(({ person }) => person),
  )
  let nearest: Nearest | undefined
  for (const row of templates) {
    const distance = distanceBetween(descriptor, (await openTemplate(sealing, row)).descriptor)
    const holder = holders.find(({ person }) => person === row.person)
    // A distance that is no number is nobody's: a comparison with it would be false either way.
    if (!holder || !Number.isFinite(distance) || (nearest && nearest.distance <= distance)) continue
    nearest = { holder, enrollment: row.enrollment, distance }
  }
  return nearest
}
