/** Paths of payments abroad: customers ask for quotes and send, staff keep corridors and rates. */
import type { Identity } from '#modules/identity'
import type { Database } from '#platform/database'
import { type Caller, type Http, signedIn } from '#platform/http'
import { noSuchPayment } from '../refusals.ts'
import type { NewPayment } from '../step.ts'
import { findPayments } from '../store.ts'
import type { ViewPayments } from '../view.ts'
import * as wire from '../wire.ts'
import type { createChanges } from './corridors/change.ts'
import { type ChangeRow, findCorridors } from './corridors/rows.ts'
import { checkRules } from './corridors/rules.ts'
import type { createQuote } from './quotes/quote.ts'
import type { createFetchRates } from './rates/fetch.ts'
import { findRecent } from './rates/rows.ts'
import type { createTakeRates } from './rates/take.ts'
import { findAbroad, findOwnAbroad } from './rows.ts'
import type { createSendAbroad } from './send.ts'
import { toAbroad, toChange, toCorridor, toRate } from './view.ts'

export interface AbroadRouteNeeds {
  readonly db: Database
  readonly identity: Pick<Identity, 'names'>
  readonly view: ViewPayments
  readonly changes: ReturnType<typeof createChanges>
  readonly quote: ReturnType<typeof createQuote>
  readonly send: ReturnType<typeof createSendAbroad>
  readonly takeRates: ReturnType<typeof createTakeRates>
  readonly fetchRates: ReturnType<typeof createFetchRates>
  readonly ratesFrom: string | undefined
}

const mostRateBytes = 256 * 1024

/** A body as text; its size is limited where it is received. */
export const readText = async (file: AsyncIterable<Uint8Array>): Promise<string> => {
  const pieces: Uint8Array[] = []
  for await (const piece of file) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

const addCustomerRoutes = (http: Http, { db, view, quote, send }: AbroadRouteNeeds) => {
  const show = async (rows: readonly NewPayment[], caller: Caller): Promise<wire.PaymentAbroadView[]> => {
    const [views, there] = await Promise.all([
      view(rows, { ...caller, person: caller.id }),
      findAbroad(
        db,
        rows.map(({ id }) => id),
      ),
    ])
    return views.flatMap((payment) => {
      const row = there.get(payment.id)
      return row ? [{ payment, abroad: toAbroad(row) }] : []
    })
  }
  const one = async (rows: readonly NewPayment[], caller: Caller) => {
    const [found] = await show(rows, caller)
    if (!found) throw noSuchPayment()
    return found
  }

  http.route(wire.corridors, signedIn, async () => ({ items: (await findCorridors(db)).map(toCorridor) }))
  http.route(wire.askQuote, 'payments:own', ({ caller, body }) => quote(caller.id, body))
  http.route(wire.sendAbroad, 'payments:own', async ({ caller, params, body }) =>
    one([await send({ id: caller.id, isTeller: false, session: caller.session }, params.id, body)], caller),
  )
  http.route(wire.onePaymentAbroad, 'payments:own', async ({ caller, params }) => {
    const rows = await findPayments(db, [params.id])
    const isTheirs = ({ payer, payee, state }: NewPayment) =>
      payer === caller.id || (payee === caller.id && state === 'settled')
    return one(rows.filter(isTheirs), caller)
  })
  http.route(wire.paymentsAbroad, 'payments:own', async ({ caller }) => {
    const ids = (await findOwnAbroad(db, caller.id)).map(({ id }) => id)
    const rows = await findPayments(db, ids)
    const place = new Map(ids.map((id, index) => [id, index]))
    return {
      items: await show(
        rows.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)),
        caller,
      ),
    }
  })
}

const addStaffRoutes = (http: Http, needs: AbroadRouteNeeds) => {
  const { db, identity, changes, takeRates, fetchRates, ratesFrom } = needs
  const peopleOf = (rows: readonly ChangeRow[]) =>
    rows.flatMap(({ asked_by, ended_by }) => [asked_by, ...(ended_by ? [ended_by] : [])])
  const show = async (rows: readonly ChangeRow[]) => {
    const names = await identity.names([...new Set(peopleOf(rows))])
    return rows.map((row) => toChange(row, names))
  }
  const one = async (row: ChangeRow) => (await show([row]))[0]

  http.route(wire.corridorChanges, 'corridors:read', async () => ({ items: await show(await changes.find()) }))
  http.route(wire.askCorridorChange, 'corridors:change', async ({ caller, params, body }) => {
    checkRules(body.corridor, body.rules)
    return one(await changes.ask(caller, params.id, body))
  })
  http.route(wire.decideCorridorChange, 'corridors:change', async ({ caller, params, body }) =>
    one(await changes.decide(caller, params.id, body)),
  )
  http.route(wire.withdrawCorridorChange, 'corridors:change', async ({ caller, params }) =>
    one(await changes.withdraw(caller, params.id)),
  )
  http.route(wire.referenceRates, 'corridors:read', async () => ({
    items: (await findRecent(db)).map(toRate),
    from: ratesFrom ?? null,
  }))
  http.routeUpload(
    wire.putReferenceRates,
    'abroad:work',
    { types: wire.putReferenceRates.takesFiles ?? [], mostBytes: mostRateBytes },
    async ({ caller, file }) => takeRates(await readText(file), `a file, brought by ${caller.id}`),
  )
  http.route(wire.fetchReferenceRates, 'abroad:work', async () => ({ taken: await fetchRates() }))
}

/** Adds the paths. */
export const addAbroadRoutes = (http: Http, needs: AbroadRouteNeeds): void => {
  addCustomerRoutes(http, needs)
  addStaffRoutes(http, needs)
}
