/** Paths of the staff. What names a person or shows one is a reading, with its reason. */
import type { Identity } from '#modules/identity'
import type { Http } from '#platform/http'
import type { createAlarms } from '../alarms/alarms.ts'
import type { createBoard } from '../board/board.ts'
import type { createBoardFeed } from '../board/events.ts'
import type { createBoxes } from '../boxes/boxes.ts'
import type { createHolders } from '../boxes/holders.ts'
import type { createReleases } from '../boxes/release.ts'
import type { createEnrollments } from '../enrollments/enrollments.ts'
import type { createKiosks } from '../kiosks/kiosks.ts'
import type { createPolicy } from '../policy/set.ts'
import * as wire from '../wire.ts'

export interface StaffUses {
  readonly readings: Identity['readings']
  readonly kiosks: ReturnType<typeof createKiosks>
  readonly boxes: ReturnType<typeof createBoxes>
  readonly holders: ReturnType<typeof createHolders>
  readonly releases: ReturnType<typeof createReleases>
  readonly enrollments: ReturnType<typeof createEnrollments>
  readonly alarms: ReturnType<typeof createAlarms>
  readonly board: ReturnType<typeof createBoard>
  readonly feed: ReturnType<typeof createBoardFeed>
  readonly policy: ReturnType<typeof createPolicy>
  readonly lockKeysOf: (box: string) => Promise<{ readonly key: string; readonly bankKey: string }>
}

const watch = 'lockers:watch'
const serve = 'lockers:serve'
const manage = 'lockers:manage'

const addKiosks = (http: Http, { kiosks }: StaffUses) => {
  http.route(wire.kiosks, watch, async () => ({ items: await kiosks.list() }))
  http.route(wire.putKiosk, manage, ({ caller, params, body }) => kiosks.put(caller.id, params.id, body))
  http.route(wire.renewKiosk, manage, ({ params }) => kiosks.renew(params.id))
  http.route(wire.revokeKiosk, manage, async ({ params }) => {
    await kiosks.revoke(params.id)
    return undefined
  })
}

const peopleOf = (boxes: readonly wire.BoxView[]): string[] => [
  ...new Set(boxes.flatMap(({ holders }) => holders.map(({ person }) => person.id))),
]

const addBoxes = (http: Http, { readings, boxes, holders, releases, lockKeysOf }: StaffUses) => {
  http.route(wire.boxes, watch, async ({ caller, request }) => {
    const items = await boxes.list()
    await readings.note(request, caller, { what: 'lockers', people: peopleOf(items), because: 'work' })
    return { items }
  })
  http.route(wire.getBox, watch, async ({ caller, request, params }) => {
    const box = await boxes.show(params.id)
    await readings.note(request, caller, { what: 'lockers', people: peopleOf([box]), detail: box.id, because: 'work' })
    return box
  })
  http.route(wire.putBox, manage, ({ caller, params, body }) => boxes.put(caller.id, params.id, body))
  http.route(wire.lockKey, manage, ({ params }) => lockKeysOf(params.id))
  http.route(wire.putHolder, serve, async ({ caller, params, body }) => {
    await holders.put(caller.id, params.id, params.holder, body)
    return boxes.show(params.id)
  })
  http.route(wire.endHolder, serve, async ({ caller, params }) => {
    await holders.end(caller.id, params.id, params.holder)
    return boxes.show(params.id)
  })
  http.route(wire.lockBox, serve, async ({ params, body }) => {
    await releases.lock(params.id, body.reason)
    return boxes.show(params.id)
  })
  http.route(wire.askRelease, serve, async ({ caller, params, body: { box, reason, proof } }) =>
    boxes.show(await releases.ask(caller, params.id, box, reason, proof)),
  )
  http.route(wire.grantRelease, serve, async ({ caller, params, body }) =>
    boxes.show(await releases.decide(caller, params.id, body)),
  )
}

const addEnrollments = (http: Http, { readings, enrollments }: StaffUses) => {
  http.route(wire.enrollments, serve, async ({ caller, request, query }) => {
    const found = await enrollments.list(query.person)
    const people = [...new Set(found.items.map(({ person }) => person.id))]
    await readings.note(request, caller, { what: 'lockers', people, because: 'work' })
    return found
  })
  http.route(wire.putEnrollment, serve, ({ caller, params, body }) =>
    enrollments.begin(caller.id, params.id, body.person),
  )
  http.route(
    wire.sendPose,
    serve,
    ({ caller, params, body }) =>
      enrollments.takePose(caller.id, params.id, body.pose, Buffer.from(body.jpeg, 'base64url')),
    { bodyLimit: 2 * 1024 * 1024 },
  )
  http.route(wire.finishEnrollment, serve, ({ caller, params, body }) =>
    enrollments.finish(caller, params.id, body.reason, body.proof),
  )
  http.route(wire.decideEnrollment, serve, ({ caller, params, body }) => enrollments.decide(caller, params.id, body))
  http.route(wire.deleteFace, serve, async ({ caller, params }) => {
    await enrollments.delete(params.person, caller.id)
    return undefined
  })
}

export const addStaffRoutes = (http: Http, uses: StaffUses): void => {
  const { alarms, board, feed, policy } = uses
  addKiosks(http, uses)
  addBoxes(http, uses)
  addEnrollments(http, uses)
  http.route(wire.alarms, watch, ({ query }) => alarms.list(query))
  http.route(wire.takeAlarm, watch, ({ caller, params }) => alarms.take(caller.id, params.id))
  http.route(wire.endAlarm, watch, ({ caller, params, body }) => alarms.end(caller.id, params.id, body.note))
  http.route(wire.board, watch, board)
  http.routeEvents(
    wire.boardEvents,
    watch,
    feed.follow(() => null),
  )
  http.route(wire.policy, watch, ({ caller }) => policy.show(caller.id))
  http.route(wire.setPolicy, manage, ({ caller, params, body }) => policy.set(caller, params.id, body))
  http.route(wire.decidePolicy, manage, ({ caller, params, body }) => policy.decide(caller, params.id, body))
}
