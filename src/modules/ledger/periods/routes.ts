/** Paths of closed periods. Administrators close and ask; somebody else of them, or an analyst, grants. */
import type { Http } from '#platform/http'
import type { Clock } from '#platform/time'
import * as wire from '../wire.ts'
import { lastDayOver } from './close.ts'
import type { PeriodUses } from './periods.ts'
import { type NamesOf, type PeriodRow, type ReopeningRow, toEvent, toPeriod, toReopening } from './rows.ts'
import type { createSigning } from './sign.ts'

const eventsOnPage = 25

const peopleOf = (row: ReopeningRow) => (row.ended_by === null ? [row.asked_by] : [row.asked_by, row.ended_by])

interface Needs {
  readonly clock: Clock
  readonly namesOf: NamesOf
  readonly uses: PeriodUses
  readonly signing: ReturnType<typeof createSigning>
}

export const addPeriodRoutes = (http: Http, { clock, namesOf, uses, signing }: Needs): void => {
  const onePeriod = async (row: PeriodRow) => toPeriod(row, await namesOf([row.closed_by]))
  const oneReopening = async (row: ReopeningRow) => toReopening(row, await namesOf(peopleOf(row)))

  http.route(wire.periods, 'ledger:read', async () => {
    const { closed, rows, waiting } = await uses.find()
    const names = await namesOf([...rows.map((row) => row.closed_by), ...(waiting ? peopleOf(waiting) : [])])
    return {
      closedThrough: closed,
      lastDayOver: lastDayOver(clock()),
      items: rows.map((row) => toPeriod(row, names)),
      waiting: waiting && toReopening(waiting, names),
    }
  })
  http.route(wire.closePeriod, 'books:close', async ({ caller, params }) =>
    onePeriod(await uses.close(params.through, caller.id)),
  )
  http.route(wire.askReopening, 'books:close', async ({ caller, params: { id }, body }) => {
    await signing.ask(caller, { id, ...body })
    return oneReopening(await uses.ask({ id, through: body.through, reason: body.reason, person: caller.id }))
  })
  http.route(wire.decideReopening, 'books:reopen', async ({ caller, params: { id }, body }) => {
    await signing.decide(caller, { id, ...body })
    const outcome = body.decision === 'grant' ? 'granted' : 'denied'
    return oneReopening(await uses.end({ id, outcome, person: caller.id, note: body.note }))
  })
  http.route(wire.withdrawReopening, 'books:close', async ({ caller, params }) =>
    oneReopening(await uses.end({ id: params.id, outcome: 'withdrawn', person: caller.id, note: '' })),
  )
  http.route(wire.periodEvents, 'ledger:read', async ({ query }) => {
    const limit = Number(query.limit ?? eventsOnPage)
    const rows = await uses.events(query.before ? BigInt(query.before) : null, limit)
    const names = await namesOf(rows.map((row) => row.person))
    return {
      items: rows.map((row) => toEvent(row, names)),
      next: rows.length === limit ? rows[rows.length - 1].number.toString() : null,
    }
  })
}
