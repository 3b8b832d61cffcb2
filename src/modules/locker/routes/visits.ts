/** Paths of the log of visits, of pictures and of the forms for the police. */

import type { Endpoint } from '#platform/endpoint'
import { type Asked, type Http, signedIn } from '#platform/http'
import { ownersOf } from '../boxes/rows.ts'
import type { LockerNeeds } from '../needs.ts'
import { readPicture } from '../pictures/keep.ts'
import type { Links } from '../pictures/links.ts'
import { noSuchPicture } from '../refusals.ts'
import { findReport } from '../reports/facts.ts'
import { takeReport } from '../reports/report.ts'
import type { createVisits } from '../visits/visits.ts'
import * as wire from '../wire.ts'

const watch = 'lockers:watch'

type By = Pick<Asked<Endpoint>, 'caller' | 'request'>

export interface VisitUses {
  readonly needs: LockerNeeds
  readonly visits: ReturnType<typeof createVisits>
  readonly links: Links
  readonly mayLookAt: (person: string, picture: string) => Promise<boolean>
}

const addPictures = (http: Http, { needs, links, mayLookAt }: VisitUses) => {
  const { readings } = needs.identity
  http.route(wire.pictureLink, watch, async ({ caller, request, params }) => {
    readings.demand(request, caller)
    const [row] = await needs.db.query<{ box: string }>(
      'select box from locker.picture where id = $1 and removed_at is null',
      [params.id],
    )
    if (!row) throw noSuchPicture()
    const people = await ownersOf(needs.db, row.box)
    await readings.note(request, caller, { what: 'lockers', people, detail: params.id })
    return links.make(params.id, caller.id)
  })
  http.route(wire.myPictureLink, 'lockers:own', async ({ caller, params }) => {
    if (!(await mayLookAt(caller.id, params.id))) throw noSuchPicture()
    return links.make(params.id, caller.id)
  })
  http.routeFile(wire.picture, signedIn, async ({ caller, params, query: { until, mac } }) => {
    links.check({ id: params.id, person: caller.id, until }, mac)
    const bytes = await readPicture(needs, params.id)
    return { type: 'image/jpeg', name: `${params.id}.jpg`, body: once(bytes) }
  })
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

export const addVisitRoutes = (http: Http, uses: VisitUses): void => {
  const { needs, visits } = uses
  const { readings } = needs.identity
  /** Looking for one person takes a reason; a list in which work is looked for is one reading of all who stand in it. */
  const noteSearch = async ({ caller, request }: By, person: string | undefined, people: readonly string[]) => {
    if (person !== undefined) return readings.note(request, caller, { what: 'lockers', people: [person] })
    await readings.note(request, caller, { what: 'lockers', people, because: 'work' })
  }

  http.route(wire.visits, watch, async ({ query, ...by }) => {
    const found = await visits.search(query)
    await noteSearch(by, query.person, [...new Set(found.items.flatMap(({ who }) => who?.id ?? []))])
    return found
  })
  http.route(wire.oneVisit, watch, async ({ caller, request, params }) => {
    const found = await visits.one(params.id)
    const people = found.visit.who ? [found.visit.who.id] : []
    await readings.note(request, caller, { what: 'lockers', people, detail: params.id, because: 'work' })
    return found
  })
  http.routeFile(wire.exportVisits, watch, async ({ caller, request, query }) => {
    readings.demand(request, caller)
    await readings.note(request, caller, { what: 'lockers', people: query.person ? [query.person] : [] })
    return visits.export(query)
  })
  http.routeFile(wire.policeReport, watch, async ({ caller, request, params, query }) => {
    readings.demand(request, caller)
    const { box } = await findReport(needs.db, params.id)
    await readings.note(request, caller, { what: 'lockers', people: await ownersOf(needs.db, box), detail: params.id })
    return takeReport(needs, params.id, query.language ?? 'en')
  })
  addPictures(http, uses)
}
