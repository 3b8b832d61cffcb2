/** Paths of reconciliation, for staff. */
import type { Identity } from '#modules/identity'
import type { Http } from '#platform/http'
import { dayMs } from '#platform/time'
import { readDay } from '../calendars/day.ts'
import * as wire from '../wire.ts'
import { createReconcile, type ReconcileNeeds } from './reconcile.ts'
import { breakEnded, noSuchBreak } from './refusals.ts'
import { type BreakRow, type Counted, explainBreak, findBreak, findBreaks, findReconciliations } from './rows.ts'

interface Needs extends ReconcileNeeds {
  readonly identity: Pick<Identity, 'names'>
}

type Names = ReadonlyMap<string, { name: string }>

const may = 'books:reconcile'
const mostBytes = 16 * 1024 * 1024
const usual = { windowDays: 3, most: 12 }

const who = (names: Names, id: string) => ({ id, name: names.get(id)?.name ?? '' })

const toReconciliation = (row: Counted, names: Names): wire.ReconciliationView => ({
  id: row.id,
  source: row.source,
  currency: row.currency,
  firstDay: row.first_day,
  lastDay: row.last_day,
  lines: row.lines,
  matched: row.matched,
  open: row.open,
  byRule: { ...row.by_rule },
  tolerance: row.rules.tolerance,
  windowDays: row.rules.windowDays,
  broughtBy: who(names, row.brought_by),
  at: row.at.toISOString(),
})

const ages = [
  [2, 'fresh'],
  [7, 'week'],
  [30, 'month'],
] as const

const toBreak = (row: BreakRow, names: Names, now: Date): wire.BreakView => {
  const until = row.ended_at ?? now
  const ageDays = Math.max(0, Math.floor(until.getTime() / dayMs) - readDay(row.day))
  return {
    id: row.id,
    side: row.side,
    currency: row.currency,
    day: row.day,
    minor: row.minor.toString(),
    reference: row.reference,
    detail: row.detail ?? '',
    ageDays,
    age: ages.find(([most]) => ageDays <= most)?.[1] ?? 'old',
    openedAt: row.opened_at.toISOString(),
    ending: row.ending,
    endedBy: row.ended_by === null ? null : who(names, row.ended_by),
    endedAt: row.ended_at?.toISOString() ?? null,
    note: row.note,
  }
}

/** Adds the paths. */
export const addReconciliationRoutes = (http: Http, needs: Needs): void => {
  const { db, clock, identity } = needs
  const reconcile = createReconcile(needs)
  const namesOf = (ids: readonly (string | null)[]) => identity.names([...new Set(ids.filter((id) => id !== null))])
  const oneBreak = async (row: BreakRow) => toBreak(row, await namesOf([row.ended_by]), clock())

  http.route(wire.reconciliations, may, async () => {
    const rows = await findReconciliations(db)
    const names = await namesOf(rows.map((row) => row.brought_by))
    return { items: rows.map((row) => toReconciliation(row, names)) }
  })
  http.routeUpload(
    wire.putReconciliation,
    may,
    { types: wire.putReconciliation.takesFiles ?? [], mostBytes },
    async ({ caller, params, query, file, request }) => {
      const isCsv = request.headers['content-type']?.startsWith('text/csv') ?? false
      const row = await reconcile({
        id: params.id,
        person: caller.id,
        currency: query.currency,
        source: isCsv ? 'csv' : 'camt.053',
        rules: {
          tolerance: BigInt(query.tolerance ?? 0),
          windowDays: Number(query.window ?? usual.windowDays),
          most: usual.most,
        },
        file,
      })
      return toReconciliation(row, await namesOf([row.brought_by]))
    },
  )
  http.route(wire.breaks, may, async ({ query }) => {
    const rows = await findBreaks(db, query.state !== 'ended')
    const names = await namesOf(rows.map((row) => row.ended_by))
    return { items: rows.map((row) => toBreak(row, names, clock())) }
  })
  http.route(wire.explainBreak, may, async ({ caller, params, body }) => {
    const row = await findBreak(db, params.id)
    if (!row) throw noSuchBreak()
    if (!(await explainBreak(db, row.id, caller.id, body.note, clock()))) throw breakEnded()
    return oneBreak((await findBreak(db, row.id)) ?? row)
  })
}
