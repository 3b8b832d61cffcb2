/** Paths of cases. */
import type { Endpoint } from '#platform/endpoint'
import type { Asked, Http } from '#platform/http'
import type { CurrencyCode } from '#platform/money'
import type { NamesOf } from '../models/models.ts'
import { personOf } from '../proposals/rows.ts'
import type { Readings } from '../signing/kinds.ts'
import * as wire from '../wire.ts'
import type { CaseUses, OwnersOf } from './cases.ts'
import { type CasePaymentRow, type CaseState, type EntryRow, expectedLossOf } from './find.ts'

type Names = Awaited<ReturnType<NamesOf>>

interface Known {
  readonly names: Names
  readonly owners: Awaited<ReturnType<OwnersOf>>
}

const sumsOf = (payments: readonly CasePaymentRow[], read: (payment: CasePaymentRow) => bigint) => {
  const sums = new Map<CurrencyCode, bigint>()
  for (const payment of payments) sums.set(payment.currency, (sums.get(payment.currency) ?? 0n) + read(payment))
  return [...sums].map(([currency, minor]) => ({ currency, minor: minor.toString() }))
}

const toPayment = (row: CasePaymentRow, { names, owners }: Known): wire.CasePaymentView => {
  const nameOf = (product: string) => names.get(owners.get(product)?.owner ?? '')?.name ?? ''
  return {
    payment: row.payment,
    kind: row.kind,
    at: row.booked_at.toISOString(),
    payer: nameOf(row.payer),
    payee: row.payee === null ? null : nameOf(row.payee),
    amount: { currency: row.currency, minor: row.minor.toString() },
    probability: row.probability,
    expectedLoss: expectedLossOf(row).toString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    decided: row.decided,
    said: row.said_at && { at: row.said_at.toISOString(), isSameSession: row.is_same_session },
  }
}

const toCase = (state: CaseState, known: Known): wire.CaseView => {
  const waiting = state.payments.filter(({ ended_at }) => ended_at === null)
  return {
    id: state.id,
    kind: state.kind,
    openedAt: state.opened_at.toISOString(),
    dueAt: state.due_at.toISOString(),
    closedAt: state.closed_at?.toISOString() ?? null,
    assignedTo: state.assigned_to === null ? null : personOf(known.names, state.assigned_to),
    waiting: waiting.length,
    // What was stopped never moved, so nothing of it is on hold.
    onHold: sumsOf(state.kind === 'review' ? waiting : [], ({ minor }) => minor),
    expectedLoss: sumsOf(waiting, expectedLossOf),
    payments: state.payments.map((row) => toPayment(row, known)),
  }
}

const toEntry = (row: EntryRow, names: Names): wire.CaseEntryView => ({
  at: row.at.toISOString(),
  who: row.who === null ? null : personOf(names, row.who),
  what: row.what as wire.CaseEntryView['what'],
  payment: row.payment,
  person: row.person === null ? null : personOf(names, row.person),
  note: row.note,
  links: row.links,
})

export const addCaseRoutes = (
  http: Http,
  namesOf: NamesOf,
  ownersOf: OwnersOf,
  uses: CaseUses,
  readings: Readings,
): void => {
  const know = async (states: readonly CaseState[], entries: readonly EntryRow[] = []): Promise<Known> => {
    const payments = states.flatMap((state) => state.payments)
    const owners = await ownersOf([
      ...new Set(payments.flatMap(({ payer, payee }) => (payee ? [payer, payee] : [payer]))),
    ])
    const staff = [
      ...states.map(({ assigned_to }) => assigned_to),
      ...entries.flatMap(({ who, person }) => [who, person]),
    ].filter((id) => id !== null)
    return { owners, names: await namesOf([...new Set([...[...owners.values()].map(({ owner }) => owner), ...staff])]) }
  }

  // A case that waits is reason enough to look at the people in it.
  const note = ({ owners }: Known, asked: Pick<Asked<Endpoint>, 'caller' | 'request'>, detail = ''): Promise<void> => {
    const people = [...new Set([...owners.values()].map(({ owner }) => owner))]
    return readings.note(asked.request, asked.caller, { what: 'case', people, detail, because: 'work' })
  }

  http.route(wire.cases, 'cases:work', async ({ query, caller, request }) => {
    const states = await (query.state === 'closed' ? uses.closed() : uses.open())
    const known = await know(states)
    await note(known, { caller, request })
    return { items: states.map((state) => toCase(state, known)) }
  })
  http.route(wire.oneCase, 'cases:work', async ({ params, caller, request }) => {
    const state = await uses.find(params.id)
    const [known, analysts] = await Promise.all([know([state], state.entries), uses.analysts()])
    await note(known, { caller, request }, params.id)
    return {
      case: toCase(state, known),
      entries: state.entries.map((row) => toEntry(row, known.names)),
      analysts: [...analysts],
    }
  })
  http.route(wire.assignCase, 'cases:work', async ({ caller, params, body }) => {
    await uses.assign({ id: params.id, to: body.to, person: caller.id })
    const state = await uses.find(params.id)
    return toCase(state, await know([state]))
  })
  http.route(wire.answerStatement, 'cases:work', async ({ caller, params, body }) => {
    await uses.answer({ ...body, ...params, analyst: caller.id })
    const state = await uses.find(params.id)
    return toCase(state, await know([state]))
  })
  http.route(wire.noteCase, 'cases:work', async ({ caller, params, body }) => {
    await uses.note({ ...body, ...params, person: caller.id })
    const { entries } = await uses.find(params.id)
    const { names } = await know([], entries)
    return { entries: entries.map((row) => toEntry(row, names)) }
  })
}
