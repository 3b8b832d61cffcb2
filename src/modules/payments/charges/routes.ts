/** Paths of merchants' charges. */
import type { Http } from '#platform/http'
import type { ViewPayments } from '../view.ts'
import * as wire from '../wire.ts'
import { type AcceptNeeds, createAcceptCharge, createDeclineCharge, mayPay } from './accept.ts'
import { type ActNeeds, createCapture, createEndCharge, createRefund, createTakeSale } from './act.ts'
import { noSuchCharge } from './refusals.ts'
import { type ChargeRow, findCharge, findCharges } from './rows.ts'
import { createTakeCharge, type TakeNeeds } from './take.ts'
import { viewCharges } from './view.ts'

const usualPage = 25

export type ChargeNeeds = AcceptNeeds & ActNeeds & TakeNeeds & { readonly view: ViewPayments }

/** The use cases, as the paths and a seed call them. */
export const createChargeUses = (needs: ChargeNeeds) => {
  const [accept, takeSale] = [createAcceptCharge(needs), createTakeSale(needs)]
  return {
    take: createTakeCharge(needs),
    accept: async (...asked: Parameters<typeof accept>) => {
      const payment = await accept(...asked)
      if (payment.state === 'authorized') await takeSale(await findCharge(needs.db, asked[1]))
      return payment
    },
    decline: createDeclineCharge(needs),
    capture: createCapture(needs),
    refund: createRefund(needs),
    end: createEndCharge(needs),
  }
}

export type ChargeUses = ReturnType<typeof createChargeUses>

/** Adds them. */
export const addChargeRoutes = (http: Http, needs: ChargeNeeds, uses: ChargeUses): void => {
  const { db, clock, view } = needs
  const show = async (row: ChargeRow, person: string) => (await viewCharges(needs, [row], person, clock()))[0]
  const read = async (person: string, id: string, signature?: string): Promise<ChargeRow> => {
    const row = await findCharge(db, id)
    const sees = row && (row.merchant === person || (await mayPay(db, row, person, signature)))
    if (!sees) throw noSuchCharge()
    return row
  }
  const showOne = async (person: string, id: string) => show(await read(person, id), person)

  http.route(wire.putCharge, 'payments:own', async ({ caller, params, body }) =>
    show(await uses.take(caller.id, params.id, body), caller.id),
  )
  http.route(wire.charges, 'payments:own', async ({ caller, query }) => {
    const limit = query.limit ? Number(query.limit) : usualPage
    const before = query.before ? BigInt(query.before) : undefined
    const rows = await findCharges(db, { person: caller.id, side: query.side, before, limit })
    const items = await viewCharges(needs, rows, caller.id, clock())
    return { items, next: rows.length < limit ? null : (rows.at(-1)?.seq.toString() ?? null) }
  })
  http.route(wire.getCharge, 'payments:own', async ({ caller, params, query }) =>
    show(await read(caller.id, params.id, query.signature), caller.id),
  )
  http.route(wire.acceptCharge, 'payments:own', async ({ caller, params, body }) => {
    const asker = { id: caller.id, isTeller: false, session: caller.session }
    const payment = await uses.accept(asker, params.id, body.from, body.signature)
    return (await view([payment], { person: caller.id }))[0]
  })
  http.route(wire.declineCharge, 'payments:own', async ({ caller, params }) => {
    await uses.decline(caller.id, params.id)
    return showOne(caller.id, params.id)
  })
  http.route(wire.endCharge, 'payments:own', async ({ caller, params }) => {
    await uses.end(caller.id, params.id)
    return showOne(caller.id, params.id)
  })
  http.route(wire.captureCharge, 'payments:own', async ({ caller, params: { id, move }, body }) => {
    await uses.capture(caller.id, id, move, BigInt(body.minor), body.last ?? false)
    return showOne(caller.id, id)
  })
  http.route(wire.refundCharge, 'payments:own', async ({ caller, params: { id, move }, body }) => {
    await uses.refund(caller.id, id, move, BigInt(body.minor), body.note)
    return showOne(caller.id, id)
  })
}
