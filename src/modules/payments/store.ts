/** The payments' part in the lane: claims ids before the book is touched, and writes down what became of each. */
import type { Query, Tx } from '#platform/database'
import type { Fate, Participant } from '#platform/lane'
import { Refusal } from '#platform/refusal'
import { type Change, endsPayment, knownAlready, movedOn, type NewPayment, type Opening, type Step } from './step.ts'
import type { PaymentRow } from './tables.ts'

const inserted = `insert into payments.payment (id, kind, state, from_product, to_product, payer, payee, asked_by, currency, minor, note, slip,
    reasons, usual, created_at, settled_at, expires_at, refusal_code, refusal_detail, unit, part_of, session, client, needs_review)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::text[],
    $10::bigint[], $11::text[], $12::text[], $13::jsonb[], $14::bigint[], $15::timestamptz[], $16::timestamptz[], $17::timestamptz[], $18::text[], $19::text[],
    $20::bigint[], $21::uuid[], $22::text[], $23::uuid[], $24::boolean[])
  on conflict (id) do nothing returning id`

const columnsOf = (rows: readonly NewPayment[]) => [
  rows.map((row) => row.id),
  rows.map((row) => row.kind),
  rows.map((row) => row.state),
  rows.map((row) => row.from_product),
  rows.map((row) => row.to_product),
  rows.map((row) => row.payer),
  rows.map((row) => row.payee),
  rows.map((row) => row.asked_by),
  rows.map((row) => row.currency),
  rows.map((row) => row.minor),
  rows.map((row) => row.note),
  rows.map((row) => row.slip),
  rows.map((row) => JSON.stringify(row.reasons)),
  rows.map((row) => row.usual),
  rows.map((row) => row.created_at),
  rows.map((row) => row.settled_at),
  rows.map((row) => row.expires_at),
  rows.map((row) => row.refusal_code),
  rows.map((row) => row.refusal_detail),
  rows.map((row) => row.unit),
  rows.map((row) => row.part_of),
  rows.map((row) => row.session),
  rows.map((row) => row.client),
  rows.map((row) => row.needs_review),
]

/** Inserts in id order, so that two batches that share ids wait for each other one way round. */
const claimNew = async (tx: Tx, openings: readonly Opening[], refused: Map<Step, Refusal>) => {
  if (openings.length === 0) return
  const byId = new Map<string, Opening>()
  for (const opening of openings) {
    if (byId.has(opening.payment.id)) refused.set(opening, new Refusal(knownAlready, 409, 'This payment is under way.'))
    else byId.set(opening.payment.id, opening)
  }
  const sorted = [...byId.values()].sort((one, other) => (one.payment.id < other.payment.id ? -1 : 1))
  const rows = await tx.query<{ id: string }>(inserted, columnsOf(sorted.map(({ payment }) => payment)))
  const isNew = new Set(rows.map((row) => row.id))
  for (const opening of sorted)
    if (!isNew.has(opening.payment.id)) refused.set(opening, new Refusal(knownAlready, 409, 'This payment is known.'))
}

const claimChanges = async (tx: Tx, changes: readonly Change[], refused: Map<Step, Refusal>) => {
  if (changes.length === 0) return
  const rows = await tx.query<{ id: string; state: string }>(
    'select id, state from payments.payment where id = any ($1::uuid[]) order by id for update',
    [changes.map((change) => change.payment.id)],
  )
  const states = new Map(rows.map((row) => [row.id, row.state]))
  for (const change of changes) {
    if (states.get(change.payment.id) !== change.from)
      refused.set(change, new Refusal(movedOn, 409, 'The payment has moved on.'))
    // A second change of the same payment in this batch finds it moved on.
    else states.set(change.payment.id, change.to)
  }
}

/** First in the lane: each payment's id is taken once, and a payment that goes on is locked and where it was thought to be. */
export const claimer: Participant<Step> = {
  name: 'payments',
  prepare: async (tx, items) => {
    const refused = new Map<Step, Refusal>()
    await claimNew(
      tx,
      items.filter((step) => step.isNew),
      refused,
    )
    await claimChanges(
      tx,
      items.filter((step) => !step.isNew),
      refused,
    )
    return () => refused
  },
}

const writeRefused = (tx: Tx, fates: readonly Fate<Step>[]) => {
  const rows = fates.flatMap(({ item, refusal }) => (refusal && endsPayment(item, refusal) ? [{ item, refusal }] : []))
  if (rows.length === 0) return
  tx.send(
    `update payments.payment p set state = 'refused', settled_at = null, slip = null, refusal_code = r.code, refusal_detail = r.detail
       from unnest($1::uuid[], $2::text[], $3::text[]) r(id, code, detail) where p.id = r.id`,
    [
      rows.map(({ item }) => item.payment.id),
      rows.map(({ refusal }) => refusal.code),
      rows.map(({ refusal }) => refusal.message),
    ],
  )
  writeEvents(
    tx,
    rows.flatMap(({ item, refusal }) =>
      item.isNew ? [] : [{ ...item, event: { ...item.event, note: refusal.message } }],
    ),
  )
}

const writeEvents = (tx: Tx, changes: readonly Change[]) => {
  if (changes.length === 0) return
  tx.send(
    `insert into payments.event (payment, at, who, what, note)
     select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::text[])`,
    [
      changes.map((change) => change.payment.id),
      changes.map((change) => change.at),
      changes.map((change) => change.event.who),
      changes.map((change) => change.event.what),
      changes.map((change) => change.event.note),
    ],
  )
}

const writeChanges = (tx: Tx, changes: readonly Change[]) => {
  if (changes.length === 0) return
  tx.send(
    `update payments.payment p set state = c.state, settled_at = case when c.state = 'settled' then c.at end, slip = c.slip,
            message = coalesce(c.message, p.message), expires_at = c.expires_at, unit = coalesce(c.unit, p.unit)
       from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::timestamptz[], $7::bigint[])
            c(id, state, at, slip, message, expires_at, unit) where p.id = c.id`,
    [
      changes.map((change) => change.payment.id),
      changes.map((change) => change.to),
      changes.map((change) => change.at),
      changes.map((change) => change.slip),
      changes.map((change) => change.message),
      changes.map((change) => change.expiresAt),
      changes.map((change) => change.first?.minor ?? null),
    ],
  )
  const first = changes.flatMap((change) => change.first ?? [])
  if (first.length > 0) tx.send(inserted, columnsOf(first))
  writeEvents(tx, changes)
}

/** What the guard found in a new payment stays with it. */
const writeWarnings = (tx: Tx, fates: readonly Fate<Step>[]) => {
  const warned = fates.flatMap(({ item }) => (item.isNew && item.warnings?.length ? [item] : []))
  if (warned.length === 0) return
  tx.send(
    `insert into payments.event (payment, at, who, what, note)
     select id, at, who, 'warned', note from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[]) w(id, at, who, note)
     where exists (select from payments.payment p where p.id = w.id)`,
    [
      warned.map(({ payment }) => payment.id),
      warned.map(({ at }) => at),
      warned.map(({ payment }) => payment.asked_by),
      warned.map(({ warnings = [] }) => warnings.join(', ')),
    ],
  )
}

/** After the book: writes what became of each payment. */
export const recorder: Participant<Step> = {
  name: 'payments',
  record: (tx, fates) => {
    writeRefused(tx, fates)
    writeWarnings(tx, fates)
    writeChanges(
      tx,
      fates.flatMap(({ item, refusal }) => (refusal || item.isNew ? [] : [item])),
    )
  },
}

/** Payments by id, in no order. */
export const findPayments = (db: Query, ids: readonly string[]): Promise<PaymentRow[]> =>
  db.query('select * from payments.payment where id = any ($1::uuid[])', [ids])

/** Notes of payments by id; those without one are left out. */
export const findNotes = async (db: Query, ids: readonly string[]): Promise<Map<string, string>> => {
  const rows = await db.query<{ id: string; note: string }>(
    "select id, note from payments.payment where id = any ($1::uuid[]) and note <> ''",
    [ids],
  )
  return new Map(rows.map(({ id, note }) => [id, note]))
}

export const findPayment = async (db: Query, id: string): Promise<PaymentRow | undefined> =>
  (await findPayments(db, [id]))[0]

/** Slips of a person that wait at the counter. */
export const countSlips = async (db: Query, person: string): Promise<number> => {
  const [{ waiting }] = await db.query<{ waiting: bigint }>(
    "select count(*) as waiting from payments.payment where state = 'announced' and asked_by = $1",
    [person],
  )
  return Number(waiting)
}
