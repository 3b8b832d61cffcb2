/** Paths of payments. */

import type { z } from 'zod'
import type { Identity, Prover, Read } from '#modules/identity'
import type { Endpoint } from '#platform/endpoint'
import { type Asked, type Caller, type Http, reaches } from '#platform/http'
import type { Clock } from '#platform/time'
import type { ActivityAsked } from './activity/activity.ts'
import type { DecisionFilter } from './decisions/search.ts'
import type { ReviewDecision } from './go-on.ts'
import type { PastOrder, PastResult } from './history/history.ts'
import type { Signed } from './pause/deed.ts'
import type { FoundPayee, LooksUp } from './payees/payees.ts'
import type { Asker, Order } from './placing/order.ts'
import { noSuchPayment } from './refusals.ts'
import type { PaymentsAsked } from './review/review.ts'
import type { createSignReview } from './review/sign-review.ts'
import type { Saving } from './saved-payees/saved-payees.ts'
import type { NewPayment } from './step.ts'
import type { PaymentRow } from './tables.ts'
import type { Viewer, ViewPayments } from './view.ts'
import * as wire from './wire.ts'

/** The use cases behind the paths. */
export interface PaymentUses {
  readonly place: (asker: Asker, id: string, order: Order, at: Date) => Promise<NewPayment>
  readonly find: (id: string) => Promise<PaymentRow | undefined>
  readonly findAll: (ids: readonly string[]) => Promise<PaymentRow[]>
  readonly askStepUp: (prover: Prover, id: string, signed: Signed) => Promise<z.input<typeof wire.askStepUp.answer>>
  readonly answerChallenge: (prover: Prover, id: string, answer: wire.ChallengeAnswer) => Promise<PaymentRow>
  readonly itWasMe: (person: string, session: string | undefined, id: string) => Promise<PaymentRow>
  readonly sendRest: (prover: Prover, id: string, proof: wire.Proof) => Promise<PaymentRow>
  readonly disown: (person: string, id: string) => Promise<PaymentRow>
  readonly cancel: (person: string, id: string) => Promise<PaymentRow>
  readonly settleSlip: (teller: string, id: string, slip: string) => Promise<PaymentRow>
  readonly decideReview: (
    analyst: string,
    id: string,
    decided: ReviewDecision,
    at?: Date,
    restarts?: boolean,
  ) => Promise<PaymentRow>
  readonly signReview: ReturnType<typeof createSignReview>
  readonly putCards: (asker: string, batch: readonly wire.CardPayment[]) => Promise<wire.CardResult[]>
  readonly putHistory: (orders: readonly PastOrder[]) => Promise<PastResult[]>
  readonly findPayee: (asker: LooksUp, number: string) => Promise<FoundPayee>
  readonly listPayees: (asker: string) => Promise<z.input<typeof wire.payees.answer>>
  readonly sentToday: (asker: string) => Promise<z.input<typeof wire.sentToday.answer>>
  readonly savedPayees: (owner: string) => Promise<wire.SavedPayee[]>
  readonly savePayee: (saving: Saving) => Promise<wire.SavedPayee>
  readonly askToSavePayee: (prover: Prover, number: string) => Promise<z.input<typeof wire.askToSavePayee.answer>>
  readonly removePayee: (owner: string, number: string) => Promise<void>
  readonly activity: (asked: ActivityAsked) => Promise<z.input<typeof wire.activity.answer>>
  readonly queue: () => Promise<wire.ReviewItem[]>
  readonly review: (id: string) => Promise<z.input<typeof wire.review.answer>>
  readonly decisions: (asked: DecisionFilter) => Promise<z.input<typeof wire.decisions.answer>>
  readonly decision: (id: string) => Promise<z.input<typeof wire.oneDecision.answer>>
  readonly passedUpTo: (id: string) => Promise<z.input<typeof wire.passedUpTo.answer>>
  readonly try: (asked: z.output<typeof wire.trial.body>) => Promise<z.input<typeof wire.trial.answer>>
  readonly staffPayments: (asked: PaymentsAsked) => Promise<z.input<typeof wire.staffPayments.answer>>
  readonly slips: (slip: string | undefined) => Promise<wire.PaymentView[]>
  readonly view: ViewPayments
}

type Readings = Identity['readings']

const cardsBodyLimitBytes = 1024 * 1024

const pageOf = (query: { before?: string; limit?: string }) => ({
  before: query.before ? BigInt(query.before) : undefined,
  limit: query.limit ? Number(query.limit) : undefined,
})

const viewerOf = (caller: Caller): Viewer =>
  caller.permissions.has('payments:read') ? 'staff' : { ...caller, person: caller.id }

const askerOf = ({ id, permissions, session, client, reach }: Caller): Asker => ({
  id,
  isTeller: permissions.has('counter:serve'),
  session,
  through: client === undefined || reach === undefined ? undefined : { client, reach },
})

/** What a third party asked for itself, from an account that it still reaches, is all of payments that it sees by id. */
const isOfThirdParty = (row: PaymentRow, viewer: Exclude<Viewer, 'staff'>): boolean =>
  row.client === viewer.client && row.asked_by === viewer.person && reaches(viewer, row.from_product ?? '')

const maySee = (row: PaymentRow, viewer: Viewer): boolean => {
  if (viewer === 'staff') return true
  if (viewer.reach !== undefined) return isOfThirdParty(row, viewer)
  return (
    row.asked_by === viewer.person ||
    row.payer === viewer.person ||
    (row.payee === viewer.person && row.state === 'settled')
  )
}

const peopleOf = (rows: readonly PaymentRow[]): string[] => [
  ...new Set(rows.flatMap(({ payer, payee }) => [payer, payee].filter((id) => id !== null))),
]

type By = Pick<Asked<Endpoint>, 'caller' | 'request'>

/** What waits for a decision is a reason to look at it; everything else takes one that staff give. */
const isWork = ({ state }: Pick<PaymentRow, 'state'>) => state === 'in_review' || state === 'blocked'

const noteOne = (readings: Readings, { caller, request }: By, row: PaymentRow, what: Read['what']) => {
  const because = isWork(row) ? ('work' as const) : undefined
  return readings.note(request, caller, { what, people: peopleOf([row]), detail: row.id, because })
}

const addCustomerRoutes = (http: Http, uses: PaymentUses, readings: Readings, clock: Clock) => {
  const show = async (row: NewPayment, caller: Caller) => (await uses.view([row], viewerOf(caller)))[0]

  http.route(wire.putPayment, 'payments:ask', async ({ caller, params, body }) =>
    show(await uses.place(askerOf(caller), params.id, body, clock()), caller),
  )
  http.route(wire.getPayment, 'payments:ask', async ({ caller, request, params }) => {
    const row = await uses.find(params.id)
    if (!row || !maySee(row, viewerOf(caller))) throw noSuchPayment()
    await noteOne(readings, { caller, request }, row, 'payment')
    return show(row, caller)
  })
  http.route(wire.askStepUp, 'payments:own', ({ caller, params, body }) =>
    uses.askStepUp(caller, params.id, body.choice),
  )
  http.route(wire.answerChallenge, 'payments:own', async ({ caller, params, body }) =>
    show(await uses.answerChallenge(caller, params.id, body), caller),
  )
  http.route(wire.sendRest, 'payments:own', async ({ caller, params, body }) =>
    show(await uses.sendRest(caller, params.id, body), caller),
  )
  http.route(wire.itWasMe, 'payments:own', async ({ caller, params }) =>
    show(await uses.itWasMe(caller.id, caller.session, params.id), caller),
  )
  http.route(wire.cancelPayment, 'payments:own', async ({ caller, params }) =>
    show(await uses.cancel(caller.id, params.id), caller),
  )
  http.route(wire.getPayee, 'payments:ask', async ({ caller, request, params }) => {
    readings.demand(request, caller)
    const { owner, payee } = await uses.findPayee(caller, params.number)
    await readings.note(request, caller, { what: 'payee', people: [owner] })
    return payee
  })
  http.route(wire.payees, 'payments:own', ({ caller }) => uses.listPayees(caller.id))
  http.route(wire.disownPayment, 'payments:own', async ({ caller, params }) =>
    show(await uses.disown(caller.id, params.id), caller),
  )
  http.route(wire.sentToday, 'payments:own', ({ caller }) => uses.sentToday(caller.id))
  http.route(wire.savedPayees, 'payments:own', async ({ caller }) => ({ items: await uses.savedPayees(caller.id) }))
  http.route(wire.savePayee, 'payments:own', ({ caller, params, body }) =>
    uses.savePayee({ prover: caller, number: params.number, ...body }),
  )
  http.route(wire.askToSavePayee, 'payments:own', ({ caller, params }) => uses.askToSavePayee(caller, params.number))
  http.route(wire.removePayee, 'payments:own', async ({ caller, params }) => {
    await uses.removePayee(caller.id, params.number)
    return undefined
  })
  http.route(wire.activity, 'payments:see', ({ caller, query }) =>
    uses.activity({ ...caller, person: caller.id, product: query.product, ...pageOf(query) }),
  )
}

const addStaffRoutes = (http: Http, uses: PaymentUses, readings: Readings, clock: Clock) => {
  const show = async (row: PaymentRow) => (await uses.view([row], 'staff'))[0]

  const note = ({ caller, request }: By, read: Read) => readings.note(request, caller, read)
  const noteById = async (by: By, id: string) => {
    const row = await uses.find(id)
    if (!row) throw noSuchPayment()
    await noteOne(readings, by, row, 'payment')
  }
  /** A list in which work is looked for is one reading of all who stand in it. */
  const noteAll = async (by: By, payments: readonly { readonly id: string }[], what: Read['what']) => {
    const rows = await uses.findAll(payments.map(({ id }) => id))
    await note(by, { what, people: peopleOf(rows), because: 'work' })
  }

  http.route(wire.reviews, 'reviews:decide', async (by) => {
    const items = await uses.queue()
    await noteAll(
      by,
      items.map(({ payment }) => payment),
      'payments',
    )
    return { items }
  })
  http.route(wire.review, 'payments:read', async ({ params, ...by }) => {
    await noteById(by, params.id)
    return uses.review(params.id)
  })
  http.route(wire.decisions, 'payments:read', async ({ query, ...by }) => {
    const found = await uses.decisions(query)
    await noteAll(
      by,
      found.items.map(({ payment }) => payment),
      'decisions',
    )
    return found
  })
  http.route(wire.oneDecision, 'payments:read', async ({ params, ...by }) => {
    await noteById(by, params.id)
    return uses.decision(params.id)
  })
  http.route(wire.passedUpTo, 'payments:read', ({ params }) => uses.passedUpTo(params.id))
  http.route(wire.trial, 'payments:read', ({ body }) => uses.try(body))
  http.route(wire.decideReview, 'reviews:decide', async ({ caller, params: { id }, body: { proof, ...decided } }) => {
    const { restarts } = await uses.signReview(caller, id, decided, proof)
    return show(await uses.decideReview(caller.id, id, decided, clock(), restarts))
  })
  http.route(wire.staffPayments, 'payments:read', async ({ query, ...by }) => {
    const { state, kind, customer } = query
    // The statement of one customer is looked at for a reason.
    if (customer !== undefined) await note(by, { what: 'payments', people: [customer] })
    const found = await uses.staffPayments({ state, kind, customer, ...pageOf(query) })
    if (customer === undefined)
      await noteAll(
        by,
        found.items.map(({ payment }) => payment),
        'payments',
      )
    return found
  })
  http.route(wire.slips, 'counter:serve', async ({ query, ...by }) => {
    const items = await uses.slips(query.slip)
    await noteAll(by, items, 'payments')
    return { items }
  })
  http.route(wire.settleSlip, 'counter:serve', async ({ caller, params, body }) =>
    show(await uses.settleSlip(caller.id, params.id, body.slip)),
  )
}

/** Adds the paths of this module. */
export const addRoutes = (http: Http, uses: PaymentUses, readings: Readings, clock: Clock): void => {
  addCustomerRoutes(http, uses, readings, clock)
  addStaffRoutes(http, uses, readings, clock)
  http.route(
    wire.putCardPayments,
    'cards:pay',
    async ({ caller, body }) => ({ results: await uses.putCards(caller.id, body.payments) }),
    { bodyLimit: cardsBodyLimitBytes },
  )
}
