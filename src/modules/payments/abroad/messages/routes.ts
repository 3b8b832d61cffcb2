/** Paths of messages between banks, for staff and for the correspondent's programs. */
import type { Identity } from '#modules/identity'
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import { uuidv8 } from '#platform/id'
import type { CurrencyCode } from '#platform/money'
import type { Clock } from '#platform/time'
import { writeDay } from '../../calendars/day.ts'
import { todayIn } from '../../calendars/zone.ts'
import { findPayments } from '../../store.ts'
import * as wire from '../../wire.ts'
import { writePacs002 } from './pacs-002.ts'
import type { createReceive } from './receive.ts'
import { noSuchMessage } from './refusals.ts'
import {
  findAllReceived,
  findMessage,
  findMessages,
  findOfMessage,
  findReceived,
  findText,
  type MessageRow,
  markSent,
  type ReceivedRow,
} from './rows.ts'

export interface MessageRouteNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly identity: Pick<Identity, 'readings'>
  readonly make: () => Promise<string[]>
  readonly takeAnswer: ReturnType<typeof createReceive>
  readonly takeOrders: ReturnType<typeof createReceive>
  readonly correspondent: string | undefined
}

const mostBytes = 8 * 1024 * 1024
const may = 'abroad:work'

const toMessage = (row: MessageRow): wire.AbroadMessageView => ({
  id: row.id,
  currency: row.currency,
  settles: row.settles,
  lines: row.lines,
  total: row.minor.toString(),
  madeAt: row.made_at.toISOString(),
  sentAt: row.sent_at?.toISOString() ?? null,
  tries: row.tries,
  failure: row.failure,
  accepted: row.accepted,
  returned: row.returned,
})

const toReceived = ({ id, kind, sender, message, original, at, lines }: ReceivedRow): wire.ReceivedMessageView => ({
  id,
  kind,
  sender,
  message,
  original,
  at: at.toISOString(),
  lines: [...lines],
})

async function* reportOf(row: ReceivedRow, made: Date) {
  const id = uuidv8(row.hash.subarray(0, 16)).replaceAll('-', '')
  const lines = row.lines.map(({ reference, result, detail }) => ({
    endToEnd: '',
    transaction: reference,
    refusal: result === 'paid' ? null : { code: detail.slice(0, 4), detail: detail.slice(5) },
  }))
  yield writePacs002({ id, made, original: row.message }, lines)
}

async function* textOf(text: string) {
  yield text
}

/** What leaves with the next message: the day there is the day that counts. */
const countReady = async (db: Database, now: Date): Promise<number> => {
  const rows = await db.query<{ currency: CurrencyCode; settles: string; count: number }>(
    `select get_currency as currency, settles::text, count(*)::integer from payments.abroad where state = 'ready' group by 1, 2`,
  )
  const due = rows.filter(({ currency, settles }) => settles <= writeDay(todayIn(currency, now)))
  return due.reduce((sum, { count }) => sum + count, 0)
}

const addOut = (http: Http, { db, clock, identity, make, correspondent }: MessageRouteNeeds) => {
  http.route(wire.abroadMessages, may, async () => ({
    items: (await findMessages(db)).map(toMessage),
    ready: await countReady(db, clock()),
    to: correspondent ?? null,
  }))
  http.route(wire.makeAbroadMessages, may, async () => ({ made: await make() }))
  http.routeFile(wire.abroadMessageFile, may, async ({ caller, params, request }) => {
    const text = await findText(db, params.id)
    if (text === undefined) throw noSuchMessage()
    const payments = await findPayments(
      db,
      (await findOfMessage(db, params.id)).map(({ payment }) => payment),
    )
    const people = [...new Set(payments.flatMap(({ payer }) => payer ?? []))]
    await identity.readings.note(request, caller, { what: 'payments', people, detail: params.id, because: 'work' })
    return { type: 'application/xml', name: `pacs.008-${params.id}.xml`, body: textOf(text) }
  })
  http.route(wire.handOverMessage, may, async ({ params }) => {
    await markSent(db, params.id, clock())
    const row = await findMessage(db, params.id)
    if (!row) throw noSuchMessage()
    return toMessage(row)
  })
}

const addIn = (http: Http, { db, clock, takeAnswer, takeOrders }: MessageRouteNeeds) => {
  const find = async (id: string): Promise<ReceivedRow> => {
    const row = await findReceived(db, id)
    if (!row) throw noSuchMessage()
    return row
  }
  for (const [endpoint, take] of [
    [wire.putAnswers, takeAnswer],
    [wire.putOrders, takeOrders],
  ] as const)
    http.routeUpload(endpoint, may, { types: endpoint.takesFiles ?? [], mostBytes }, async ({ caller, file }) =>
      toReceived(await take(file, { sender: caller.id, person: caller.id })),
    )
  http.route(wire.receivedMessages, may, async () => ({
    items: (await findAllReceived(db)).map((row) => ({ ...toReceived(row), lines: row.lines.length })),
  }))
  http.route(wire.oneReceivedMessage, may, async ({ params }) => toReceived(await find(params.id)))
  http.routeFile(wire.receivedReport, may, async ({ params }) => {
    const row = await find(params.id)
    if (row.kind !== 'pacs.008') throw noSuchMessage()
    return { type: 'application/xml', name: `pacs.002-${row.id}.xml`, body: reportOf(row, clock()) }
  })
}

/** Adds the paths. */
export const addMessageRoutes = (http: Http, needs: MessageRouteNeeds): void => {
  addOut(http, needs)
  addIn(http, needs)
}
