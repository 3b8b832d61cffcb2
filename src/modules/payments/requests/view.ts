/** Requests as they travel: each side sees its own. */
import type { Fraud } from '#modules/fraud'
import type { Identity } from '#modules/identity'
import { dayMs } from '#platform/time'
import type { MoneyRequest } from '../wire.ts'
import type { RequestRow } from './rows.ts'

export const mostReminders = 3
const betweenRemindersMs = dayMs

/** Of a payment that has not ended and may still move the money. */
const going: ReadonlySet<string> = new Set(['challenged', 'waiting', 'tried', 'in_review', 'announced'])

export const stateOf = (row: RequestRow, now: Date): MoneyRequest['state'] => {
  if (row.payment_state === 'settled') return 'paid'
  if (row.payment_state !== null && going.has(row.payment_state)) return 'paying'
  if (row.cancelled_at !== null) return 'cancelled'
  if (row.declined_at !== null) return 'declined'
  return row.expires_at <= now ? 'expired' : 'open'
}

/** When the next reminder can be sent, or null. */
export const remindFrom = (row: RequestRow): Date | null =>
  row.reminders >= mostReminders ? null : new Date((row.reminded_at ?? row.created_at).getTime() + betweenRemindersMs)

export interface ViewNeeds {
  readonly identity: Identity
  readonly fraud: Pick<Fraud, 'safety'>
}

const toView = (
  row: RequestRow,
  person: string,
  nameOf: (person: string) => string,
  { safety }: ViewNeeds['fraud'],
  now: Date,
): MoneyRequest => {
  const isMine = row.requester === person
  const state = stateOf(row, now)
  // Who asked learns nothing of a payment before it has arrived.
  const shown = isMine && state === 'paying' ? 'open' : state
  const isOpen = isMine && shown === 'open'
  const who = isMine ? row.shown : nameOf(row.requester)
  return {
    id: row.id,
    bill: row.bill,
    side: isMine ? 'by-me' : 'to-me',
    who,
    amount: { currency: row.currency, minor: row.minor.toString() },
    note: row.note,
    warning: isMine ? null : (safety.check({ note: row.note, payee: who }).findings[0] ?? null),
    state: shown,
    people: Number(row.people),
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    payment: isMine && shown !== 'paid' ? null : row.payment_state === null ? null : row.payment,
    remindersLeft: isOpen ? mostReminders - row.reminders : 0,
    remindFrom: isOpen ? (remindFrom(row)?.toISOString() ?? null) : null,
  }
}

export const viewRequests = async (
  { identity, fraud }: ViewNeeds,
  rows: readonly RequestRow[],
  person: string,
  now: Date,
): Promise<MoneyRequest[]> => {
  const names = await identity.names([...new Set(rows.map(({ requester }) => requester))])
  return rows.map((row) => toView(row, person, (id) => names.get(id)?.name ?? '', fraud, now))
}
