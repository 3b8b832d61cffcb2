/** Paths of standing orders and of holidays. */
import { type Http, signedIn } from '#platform/http'
import { writeDay } from '../calendars/day.ts'
import * as wire from '../wire.ts'
import { createAddHoliday, createEnd, createPause, createRemoveHoliday, createResume, createSkip } from './act.ts'
import { findHolidays, findOrder, findOrders, readCalendar } from './rows.ts'
import { createAskToOrder, type createSetOrder, noSuchOrder, type SetNeeds } from './set.ts'
import { viewOrder } from './view.ts'

const addHolidayRoutes = (http: Http, needs: SetNeeds): void => {
  const [add, remove] = [createAddHoliday(needs), createRemoveHoliday(needs)]
  http.route(wire.holidays, signedIn, async ({ params: { currency }, query }) => {
    const added = new Set((await findHolidays(needs.db, currency)).map(({ day }) => day))
    const all = (await readCalendar(needs.db, currency)).holidays(Number(query.year))
    return { items: all.map(({ day, name }) => ({ day: writeDay(day), name, isAdded: added.has(writeDay(day)) })) }
  })
  http.route(wire.addHoliday, 'books:close', async ({ caller, params, body }) => {
    await add({ ...params, name: body.name, by: caller.id })
    return undefined
  })
  http.route(wire.removeHoliday, 'books:close', async ({ params }) => {
    await remove(params.currency, params.day)
    return undefined
  })
}

export const addStandingOrderRoutes = (http: Http, needs: SetNeeds, set: ReturnType<typeof createSetOrder>): void => {
  const { db, products } = needs
  const ask = createAskToOrder(needs)
  const show = async (owner: string, id: string) => {
    const row = await findOrder(db, owner, id)
    if (!row) throw noSuchOrder()
    return viewOrder(db, products, row)
  }
  http.route(wire.standingOrders, 'payments:own', async ({ caller }) => {
    const rows = await findOrders(db, caller.id)
    return { items: await Promise.all(rows.map((row) => viewOrder(db, products, row))) }
  })
  http.route(wire.getStandingOrder, 'payments:own', ({ caller, params }) => show(caller.id, params.id))
  http.route(wire.askToOrder, 'payments:own', ({ caller, params, body }) => ask(caller, params.id, body))
  http.route(wire.setStandingOrder, 'payments:own', async ({ caller, params, body }) => {
    await set(caller, params.id, body.terms, body.proof)
    return show(caller.id, params.id)
  })
  const acts = [
    [wire.skipDate, createSkip(needs)],
    [wire.pauseStandingOrder, createPause(needs)],
    [wire.resumeStandingOrder, createResume(needs)],
    [wire.endStandingOrder, createEnd(needs)],
  ] as const
  for (const [endpoint, act] of acts)
    http.route(endpoint, 'payments:own', async ({ caller, params }) => {
      await act(caller.id, params.id)
      return show(caller.id, params.id)
    })
  addHolidayRoutes(http, needs)
}
