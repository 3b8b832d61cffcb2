/** Files of payments over the ordinary payment: brought, looked at, proved once, carried out line by line, reported. */
import type { Identity } from '#modules/identity'
import type { Products } from '#modules/products'
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import type { Clock } from '#platform/time'
import type { PaymentUses } from '../routes.ts'
import { stateAt } from '../view.ts'
import * as wire from '../wire.ts'
import { createBring } from './bring.ts'
import { createAskForFile, createCarryOn, createProveFile } from './carry.ts'
import { writePain002 } from './pain-002.ts'
import { noSuchFile } from './refusals.ts'
import { type FileRow, findFile, findFiles, findLines, type LineRow } from './rows.ts'

export interface FilesNeeds {
  readonly db: Database
  readonly identity: Identity
  readonly products: Products
  readonly clock: Clock
  readonly place: PaymentUses['place']
  readonly findAll: PaymentUses['findAll']
}

const mostBytes = 8 * 1024 * 1024
const linesOnPage = 100
const linesOfReport = 500

const toFile = (row: FileRow): wire.PaymentFile => ({
  id: row.id,
  message: row.message,
  hash: row.hash.toString('hex'),
  state: row.state,
  lines: row.lines,
  good: row.good,
  left: row.waiting,
  currency: row.currency,
  total: row.total.toString(),
  at: row.at.toISOString(),
  provedAt: row.proved_at?.toISOString() ?? null,
  doneAt: row.done_at?.toISOString() ?? null,
})

/** Lines with the present state of their payments. */
const toLines = async ({ findAll, clock }: FilesNeeds, rows: readonly LineRow[]): Promise<wire.PaymentFileLine[]> => {
  const placed = rows.flatMap(({ state, payment }) => (state === 'placed' ? [payment] : []))
  const payments = new Map((await findAll(placed)).map((payment) => [payment.id, payment]))
  return rows.map((row) => {
    const payment = payments.get(row.payment)
    return {
      number: row.number,
      reference: row.reference,
      to: row.to_number,
      currency: row.currency,
      minor: row.minor?.toString() ?? null,
      note: row.note,
      state: payment ? stateAt(payment, clock()) : row.state === 'placed' ? 'waits' : row.state,
      rule: row.rule,
      detail: row.detail,
      payment: payment?.id ?? null,
    }
  })
}

async function* linesOf(needs: FilesNeeds, file: string) {
  let after = 0
  while (true) {
    const rows = await findLines(needs.db, file, after, linesOfReport)
    if (rows.length === 0) return
    const lines = await toLines(needs, rows)
    yield rows.map(({ batch }, index) => ({ batch, line: lines[index] }))
    after = rows[rows.length - 1].number
  }
}

/** Builds them. */
export const createFiles = (needs: FilesNeeds) => {
  const { db, clock } = needs
  const [bring, ask, prove] = [createBring(needs), createAskForFile(needs), createProveFile(needs)]
  const own = async (owner: string, id: string): Promise<FileRow> => {
    const file = await findFile(db, owner, id)
    if (!file) throw noSuchFile()
    return file
  }

  const addRoutes = (http: Http): void => {
    http.routeUpload(
      wire.putPaymentFile,
      'payments:own',
      { types: wire.putPaymentFile.takesFiles ?? [], mostBytes },
      async ({ caller, params, file }) => toFile(await bring(caller.id, params.id, file)),
    )
    http.route(wire.paymentFiles, 'payments:own', async ({ caller }) => ({
      items: (await findFiles(db, caller.id)).map(toFile),
    }))
    http.route(wire.onePaymentFile, 'payments:own', async ({ caller, params }) =>
      toFile(await own(caller.id, params.id)),
    )
    http.route(wire.paymentFileLines, 'payments:own', async ({ caller, params, query }) => {
      await own(caller.id, params.id)
      const after = Math.min(Number(query.after ?? 0), 2 ** 31 - 1)
      const limit = Number(query.limit ?? linesOnPage)
      const rows = await findLines(db, params.id, after, limit)
      const next = rows.length === limit ? String(rows[rows.length - 1].number) : null
      return { items: await toLines(needs, rows), next }
    })
    http.route(wire.askForFile, 'payments:own', ({ caller, params }) => ask(caller, params.id))
    http.route(wire.proveFile, 'payments:own', async ({ caller, params, body }) =>
      toFile(await prove(caller, params.id, body.proof)),
    )
    http.routeFile(wire.fileReport, 'payments:own', async ({ caller, params }) => {
      const file = await own(caller.id, params.id)
      const body = writePain002(file, linesOf(needs, file.id), clock())
      return { type: 'application/xml', name: `report-${file.id}.xml`, body }
    })
  }
  return { routes: addRoutes, carryOn: createCarryOn(needs), bring }
}
