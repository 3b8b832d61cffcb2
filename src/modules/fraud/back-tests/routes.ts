/** Paths of back-tests. */
import type { Http } from '#platform/http'
import type { NamesOf } from '../models/models.ts'
import { personOf } from '../proposals/rows.ts'
import * as wire from '../wire.ts'
import type { BackTestRow, BackTests } from './back-tests.ts'

export const addBackTestRoutes = (http: Http, namesOf: NamesOf, backTests: BackTests): void => {
  const show = async (row: BackTestRow): Promise<wire.BackTestView> => ({
    id: row.id,
    askedBy: personOf(await namesOf([row.asked_by]), row.asked_by),
    askedAt: row.asked_at.toISOString(),
    from: row.from_at.toISOString(),
    to: row.to_at.toISOString(),
    state: row.state,
    read: row.read,
    total: row.total,
    result: row.result,
  })

  http.route(wire.startBackTest, 'rules:set', async ({ caller, params, body }) => {
    const period = { from: new Date(body.from), to: new Date(body.to) }
    return show(await backTests.start({ ...period, id: params.id, subject: body.subject, person: caller.id }))
  })
  http.route(wire.readBackTest, 'rules:set', async ({ params }) => show(await backTests.find(params.id)))
  http.route(wire.cancelBackTest, 'rules:set', async ({ params }) => show(await backTests.cancel(params.id)))
  http.route(wire.lastBackTest, 'rules:set', async ({ body }) => {
    const found = await backTests.last(body.subject)
    return { backTest: found && (await show(found)) }
  })
}
