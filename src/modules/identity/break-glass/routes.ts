/** Paths of rights that somebody takes alone. */
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import type { Clock } from '#platform/time'
import type { Signatures } from '../approvals/sign.ts'
import { findNames } from '../people.ts'
import * as wire from '../wire.ts'
import { createAlarms } from './alarms.ts'
import { createEndRight, createReviewRight, createTakeRight, listTaken, type TakenRow, takeable } from './take.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly signatures: Signatures
  readonly forget: () => void
}

type Names = ReadonlyMap<string, { name: string }>
const somebody = (names: Names, id: string) => ({ id, name: names.get(id)?.name ?? '' })

const reviewOf = ({ reviewed_by, reviewed_at, was_right, note }: TakenRow, names: Names): wire.TakenRight['review'] =>
  reviewed_by === null || reviewed_at === null || was_right === null
    ? null
    : { by: somebody(names, reviewed_by), at: reviewed_at.toISOString(), wasRight: was_right, note }

const toRight = (row: TakenRow, names: Names, now: Date): wire.TakenRight => ({
  id: row.id,
  person: somebody(names, row.person),
  permission: row.permission,
  reason: row.reason,
  at: row.at.toISOString(),
  until: row.until.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  isHeld: row.ended_at === null && row.until > now,
  review: reviewOf(row, names),
})

const peopleOf = ({ person, reviewed_by }: TakenRow) => (reviewed_by === null ? [person] : [person, reviewed_by])

export const addBreakGlassRoutes = (http: Http, needs: Needs): void => {
  const { db, clock } = needs
  const [take, end, review] = [createTakeRight(needs), createEndRight(needs), createReviewRight(needs)]
  const show = async (row: TakenRow) => toRight(row, await findNames(db, peopleOf(row)), clock())

  http.route(wire.takeRight, 'glass:break', async ({ caller, params, body }) =>
    show(await take(caller, { id: params.id, ...body, proof: body.proof })),
  )
  http.route(wire.takenRights, 'approvals:sign', async ({ caller }) => {
    const rows = await listTaken(db)
    const names = await findNames(db, [...new Set(rows.flatMap(peopleOf))])
    return {
      items: rows.map((row) => toRight(row, names, clock())),
      takeable: takeable.filter((permission) => !caller.permissions.has(permission)),
    }
  })
  http.route(wire.endTakenRight, 'glass:break', async ({ caller, params }) => show(await end(caller, params.id)))
  http.route(wire.reviewTakenRight, 'glass:review', async ({ caller, params, body }) =>
    show(await review({ id: params.id, by: caller.id, ...body })),
  )
  http.routeEvents(wire.alarms, 'glass:review', createAlarms(db))
}
