/** What staff see: the queue of reviews, one payment whole, all payments. */
import type { Decision, Fraud } from '#modules/fraud'
import type { Identity } from '#modules/identity'
import type { Database, Query } from '#platform/database'
import { type Clock, dayMs } from '#platform/time'
import { scoredKind } from '../go-on.ts'
import { noSuchPayment } from '../refusals.ts'
import { findPayment } from '../store.ts'
import type { EventRow, PaymentRow } from '../tables.ts'
import { stateAt, type ViewPayments } from '../view.ts'
import type { PastPayment, PaymentKind, PaymentState, PaymentView } from '../wire.ts'

/** Reviews that the queue shows at once. */
const queueLength = 200
const pastShown = 10
const pastDays = 90
const paymentsOnPage = 50

export interface ReviewNeeds {
  readonly db: Database
  readonly identity: Identity
  readonly fraud: Fraud
  readonly clock: Clock
  readonly view: ViewPayments
}

const nameOf = (names: ReadonlyMap<string, { name: string }>, id: string | null) =>
  id ? (names.get(id)?.name ?? '') : ''

/** Payments in review, most money at risk first: amount times probability. */
export const createQueue =
  ({ db, identity, fraud, view }: ReviewNeeds) =>
  async () => {
    const rows = await db.query<PaymentRow>(
      `select * from payments.payment where state = 'in_review' order by seq limit ${queueLength}`,
    )
    const [probabilities, names, views] = await Promise.all([
      fraud.probabilities(rows.map((row) => row.id)),
      identity.names(rows.map((row) => row.asked_by)),
      view(rows, 'staff'),
    ])
    return rows
      .map((row, index) => ({
        payment: views[index],
        customer: { id: row.asked_by, name: nameOf(names, row.asked_by) },
        probability: probabilities.get(row.id) ?? 0,
        waitingSince: row.created_at.toISOString(),
      }))
      .sort(
        (one, other) =>
          Number(other.payment.amount.minor) * other.probability - Number(one.payment.amount.minor) * one.probability,
      )
  }

type Side = 'payer' | 'payee'

const findPast = (db: Query, side: Side, row: PaymentRow, since: Date): Promise<PaymentRow[]> =>
  db.query(
    `select * from payments.payment where ${side} = $1 and id <> $2 and created_at >= $3 and created_at <= $4
      order by seq desc limit ${pastShown}`,
    [row[side], row.id, since, row.created_at],
  )

const toPast = async (
  { fraud, identity, clock }: ReviewNeeds,
  rows: readonly PaymentRow[],
  other: Side,
): Promise<PastPayment[]> => {
  const [probabilities, names] = await Promise.all([
    fraud.probabilities(rows.map((row) => row.id)),
    identity.names(rows.flatMap((row) => row[other] ?? [])),
  ])
  return rows.map((row) => ({
    id: row.id,
    at: row.created_at.toISOString(),
    name: nameOf(names, row[other]),
    amount: { currency: row.currency, minor: row.minor.toString() },
    state: stateAt(row, clock()),
    probability: probabilities.get(row.id) ?? null,
  }))
}

const findEvents = async ({ db, identity }: ReviewNeeds, id: string) => {
  const rows = await db.query<EventRow>(
    'select at, who, what, note from payments.event where payment = $1 order by seq',
    [id],
  )
  const names = await identity.names(rows.map((row) => row.who))
  return rows.map((row) => ({ at: row.at.toISOString(), who: nameOf(names, row.who), what: row.what, note: row.note }))
}

/** A decision without what the payment says of itself: its id, its reasons, its time. */
const toWire = (decision: Decision | null) => {
  if (decision === null) return null
  const { payment, reasons, decidedAt, ...rest } = decision
  return rest
}

/** Who has signed a payment that is or was in review, and until when somebody should have decided it. */
const findSigning = async ({ fraud, identity }: ReviewNeeds, { id, kind, currency, minor }: PaymentRow) => {
  if (kind === 'deposit') return null
  const { caseFile, needsTwo, dueAt, signed } = await fraud.cases.signatures(id, scoredKind({ kind }), {
    currency,
    minor,
  })
  if (caseFile === null) return null
  const names = await identity.names(signed.map(({ who }) => who))
  return {
    needsTwo,
    case: caseFile,
    dueAt: dueAt?.toISOString() ?? null,
    signed: signed.map(({ who, at, ...rest }) => ({
      ...rest,
      who: { id: who, name: nameOf(names, who) },
      at: at.toISOString(),
    })),
  }
}

/** One payment whole, for whoever decides about it. Throws no-such-payment. */
export const createReview = (needs: ReviewNeeds) => async (id: string) => {
  const { db, identity, fraud, view } = needs
  const row = await findPayment(db, id)
  if (!row) throw noSuchPayment()
  const since = new Date(row.created_at.getTime() - pastDays * dayMs)
  const [[payment], asker, decision, payerPays, payeeReceives, events, signing] = await Promise.all([
    view([row], 'staff'),
    identity.person(row.asked_by),
    fraud.decision(id),
    row.payer ? findPast(db, 'payer', row, since).then((rows) => toPast(needs, rows, 'payee')) : [],
    row.payee ? findPast(db, 'payee', row, since).then((rows) => toPast(needs, rows, 'payer')) : [],
    findEvents(needs, id),
    findSigning(needs, row),
  ])
  return {
    payment,
    customer: { id: row.asked_by, name: asker?.name ?? '', language: asker?.language ?? 'en' },
    decision: toWire(decision),
    signing,
    payerPays,
    payeeReceives,
    events,
  }
}

export interface PaymentsAsked {
  readonly state?: PaymentState
  readonly kind?: PaymentKind
  readonly customer?: string
  readonly before?: bigint
  readonly limit?: number
}

/** All payments, newest first, by state, kind and customer. */
export const createStaffPayments =
  ({ db, fraud, clock, view }: ReviewNeeds) =>
  async (
    asked: PaymentsAsked,
  ): Promise<{ items: { payment: PaymentView; probability: number | null }[]; next: string | null }> => {
    const limit = asked.limit ?? paymentsOnPage
    const rows = await db.query<PaymentRow>(
      `select * from payments.payment
        where ($1::text is null or state = $1 and (state <> 'challenged' or expires_at > $5) or $1 = 'expired' and state = 'challenged' and expires_at <= $5)
          and ($2::text is null or kind = $2) and ($3::uuid is null or payer = $3 or payee = $3)
          and ($4::bigint is null or seq < $4)
        order by seq desc limit $6`,
      [asked.state ?? null, asked.kind ?? null, asked.customer ?? null, asked.before ?? null, clock(), limit],
    )
    const [views, probabilities] = await Promise.all([
      view(rows, 'staff'),
      fraud.probabilities(rows.map((row) => row.id)),
    ])
    return {
      items: views.map((payment) => ({ payment, probability: probabilities.get(payment.id) ?? null })),
      next: rows.length === limit ? rows[rows.length - 1].seq.toString() : null,
    }
  }

/** Cash that waits at the counter, oldest first, or the one with this slip. */
export const createSlips =
  ({ db, view }: ReviewNeeds) =>
  async (slip: string | undefined): Promise<PaymentView[]> => {
    const rows = await db.query<PaymentRow>(
      `select * from payments.payment where state = 'announced' and ($1::text is null or slip = $1) order by seq limit ${queueLength}`,
      [slip ?? null],
    )
    return view(rows, 'staff')
  }
