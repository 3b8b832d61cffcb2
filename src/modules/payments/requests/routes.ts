/** Paths of requests for money. */
import type { Http } from '#platform/http'
import type { ViewPayments } from '../view.ts'
import * as wire from '../wire.ts'
import {
  type BlockNeeds,
  createBlock,
  createCancelRequest,
  createDecline,
  createListBlocks,
  createRemind,
} from './answer.ts'
import type { createAsk } from './ask.ts'
import { createPayRequest, noSuchRequest, type PayNeeds } from './pay.ts'
import { findRequest, findRequests, removeBlock } from './rows.ts'
import { viewRequests } from './view.ts'

const usualPage = 25

export interface RequestNeeds extends PayNeeds, BlockNeeds {
  readonly view: ViewPayments
}

/** Adds them. */
export const addRequestRoutes = (http: Http, needs: RequestNeeds, ask: ReturnType<typeof createAsk>): void => {
  const { db, clock, view } = needs
  const pay = createPayRequest(needs)
  const show = async (person: string, id: string) => {
    const row = await findRequest(db, person, id)
    if (!row) throw noSuchRequest()
    const [shown] = await viewRequests(needs, [row], person, clock())
    return shown
  }

  http.route(wire.putBill, 'payments:own', ({ caller, params, body }) => ask(caller.id, params.id, body))
  http.route(wire.requests, 'payments:own', async ({ caller, query }) => {
    const limit = query.limit ? Number(query.limit) : usualPage
    const before = query.before ? BigInt(query.before) : undefined
    const rows = await findRequests(db, { person: caller.id, side: query.side, before, limit })
    const items = await viewRequests(needs, rows, caller.id, clock())
    return { items, next: rows.length < limit ? null : (rows.at(-1)?.seq.toString() ?? null) }
  })
  http.route(wire.getRequest, 'payments:own', ({ caller, params }) => show(caller.id, params.id))
  http.route(wire.payRequest, 'payments:own', async ({ caller, params, body }) => {
    const asker = { id: caller.id, isTeller: false, session: caller.session }
    return (await view([await pay(asker, params.id, body.from)], { person: caller.id }))[0]
  })
  const acts = [
    [wire.declineRequest, createDecline(needs)],
    [wire.cancelRequest, createCancelRequest(needs)],
    [wire.remindOfRequest, createRemind(needs)],
  ] as const
  for (const [endpoint, act] of acts)
    http.route(endpoint, 'payments:own', async ({ caller, params }) => {
      await act(caller.id, params.id)
      return show(caller.id, params.id)
    })
  const [block, listBlocks] = [createBlock(needs), createListBlocks(needs)]
  http.route(wire.blockRequester, 'payments:own', ({ caller, params }) => block(caller.id, params.id))
  http.route(wire.blockedRequesters, 'payments:own', async ({ caller }) => ({ items: await listBlocks(caller.id) }))
  http.route(wire.unblockRequester, 'payments:own', async ({ caller, params }) => {
    await removeBlock(db, caller.id, params.id)
    return undefined
  })
}
