/** Paths of fees: what they are, what one would be, and how they are changed. */
import type { Identity } from '#modules/identity'
import { type Http, signedIn } from '#platform/http'
import type { Clock } from '#platform/time'
import * as wire from '../wire.ts'
import type { Fees } from './fees.ts'
import type { ScheduleRow } from './rows.ts'

const onPage = 25

interface Needs {
  readonly fees: Fees
  readonly clock: Clock
  readonly names: Identity['names']
  /** The kind and the currency of an account; throws where it is not the owner's. */
  readonly own: (owner: string, product: string) => Promise<Pick<wire.Product, 'kind' | 'currency'>>
}

const whenOf = (row: ScheduleRow) => ({
  id: row.id,
  lines: [...row.lines],
  holdsFrom: row.holds_from.toISOString(),
  holdsUntil: row.holds_until?.toISOString() ?? null,
})

const peopleOf = (rows: readonly ScheduleRow[]) => rows.flatMap((row) => [row.asked_by, row.ended_by ?? row.asked_by])

export const addFeeRoutes = (http: Http, { fees, clock, names, own }: Needs): void => {
  const show = async (rows: readonly ScheduleRow[]): Promise<wire.FeeSchedule[]> => {
    const known = await names([...new Set(peopleOf(rows))])
    const who = (id: string) => ({ id, name: known.get(id)?.name ?? '' })
    return rows.map((row) => ({
      ...whenOf(row),
      reason: row.reason,
      askedBy: who(row.asked_by),
      askedAt: row.asked_at.toISOString(),
      outcome: row.outcome ?? 'waiting',
      endedBy: row.ended_by === null ? null : who(row.ended_by),
      endedAt: row.ended_at?.toISOString() ?? null,
      note: row.note,
    }))
  }
  const one = async (row: ScheduleRow) => (await show([row]))[0]

  http.route(wire.fees, signedIn, async () => {
    const { now, later } = await fees.schedules()
    return { now: now && whenOf(now), later: later.map(whenOf) }
  })
  http.route(wire.feeQuote, 'products:own', async ({ caller, query }) => {
    const product = await own(caller.id, query.product)
    const asked = { kind: query.kind, product: product.kind, currency: product.currency, minor: BigInt(query.minor) }
    const quote = await fees.quote({ ...asked, account: query.product, at: clock() })
    const minor = quote?.minor ?? 0n
    return { currency: product.currency, fee: minor.toString(), total: (asked.minor + minor).toString() }
  })
  http.route(wire.feeSchedules, 'fees:set', async ({ query }) => {
    const limit = query.limit ? Number(query.limit) : onPage
    const rows = await fees.history(query.before ? BigInt(query.before) : null, limit)
    const { now } = await fees.schedules()
    return {
      items: await show(rows),
      inForce: now?.id ?? null,
      next: rows.length < limit ? null : (rows.at(-1)?.seq.toString() ?? null),
    }
  })
  http.route(wire.proposeFees, 'fees:set', async ({ caller, params, body }) =>
    one(await fees.propose(caller, params.id, body)),
  )
  http.route(wire.decideFees, 'fees:set', async ({ caller, params, body }) =>
    one(await fees.decide(caller, params.id, body)),
  )
  http.route(wire.withdrawFees, 'fees:set', async ({ caller, params }) =>
    one(await fees.withdraw(caller.id, params.id)),
  )
}
