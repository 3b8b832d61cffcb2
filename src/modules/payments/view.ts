/** Payments as they travel: names beside ids, and each side sees only what is its to see. */
import type { Fraud } from '#modules/fraud'
import type { Identity } from '#modules/identity'
import type { ProductRow, Products } from '#modules/products'
import type { Database } from '#platform/database'
import { type Caller, reaches } from '#platform/http'
import { createLookUp } from '#platform/look-up'
import type { Clock } from '#platform/time'
import { type AbroadRow, findAbroad } from './abroad/rows.ts'
import { type Addressed, findAddressed } from './aliases/rows.ts'
import { findFees } from './fees/rows.ts'
import { firstUnitOf, waitMs } from './pause/choices.ts'
import type { NewPayment } from './step.ts'
import type { Party, PaymentState, PaymentView } from './wire.ts'

/** Who looks: a person sees their own side, staff see both. A third party sees what it was let see, and not what the bank thinks. */
export type Viewer = ({ readonly person: string } & Pick<Caller, 'client' | 'reach'>) | 'staff'

export type ViewPayments = (rows: readonly NewPayment[], viewer: Viewer) => Promise<PaymentView[]>

/** A challenge that was not answered in time has expired; nothing had moved. */
export const stateAt = (row: NewPayment, now: Date): PaymentState =>
  row.state === 'challenged' && row.expires_at && row.expires_at <= now ? 'expired' : row.state

interface Known {
  readonly abroad: ReadonlyMap<string, AbroadRow>
  readonly fees: ReadonlyMap<string, bigint>
  readonly addressed: ReadonlyMap<string, Addressed>
  readonly said: ReadonlyMap<string, Date>
  readonly products: ReadonlyMap<string, ProductRow>
  readonly names: ReadonlyMap<string, { name: string }>
  readonly clients: ReadonlyMap<string, string>
}

const partyOf = (product: string | null, known: Known, viewer: Viewer): Party | null => {
  if (!product) return null
  const row = known.products.get(product)
  if (!row) throw new Error(`the product ${product} of a payment is not there`)
  const isSeen = viewer === 'staff' || (row.owner === viewer.person && reaches(viewer, row.id))
  return { product: isSeen ? product : null, name: known.names.get(row.owner)?.name ?? '', ends: row.number.slice(-4) }
}

/** Somebody at another bank; of cash there is nobody. */
const foreignOf = ({ id }: NewPayment, { abroad }: Known): Party | null => {
  const there = abroad.get(id)
  return there ? { product: null, name: there.name, ends: there.account.slice(-4) } : null
}

const noPause = { choices: [], waitsUntil: null, unit: null, partOf: null }

const choicesOf = ({ client }: NewPayment, unit: bigint | null): PaymentView['choices'] => {
  if (client !== null) return ['proof']
  return unit === null ? ['wait', 'proof'] : ['wait', 'unit', 'proof']
}

/** What the payer of a challenged payment can choose, or has chosen. */
const pauseOf = (row: NewPayment, now: Date): Pick<PaymentView, 'choices' | 'waitsUntil' | 'unit' | 'partOf'> => {
  const isOpen = stateAt(row, now) === 'challenged'
  const isThrough = row.client !== null
  const unit = isOpen ? (isThrough ? null : firstUnitOf(row)) : row.unit
  const waitsUntil =
    isOpen && isThrough
      ? null
      : isOpen
        ? new Date(now.getTime() + waitMs)
        : row.state === 'waiting'
          ? row.expires_at
          : null
  return {
    choices: isOpen ? choicesOf(row, unit) : [],
    waitsUntil: waitsUntil?.toISOString() ?? null,
    unit: unit?.toString() ?? null,
    partOf: row.part_of,
  }
}

/** Until it has settled, the payer of a payment to an alias reads of the payee what they were shown, and no more. */
const payeeOf = (row: NewPayment, known: Known, viewer: Viewer): Party | null => {
  if (row.to_product === null) return foreignOf(row, known)
  const party = partyOf(row.to_product, known, viewer)
  const addressed = known.addressed.get(row.id)
  if (!party || !addressed || viewer === 'staff' || row.state === 'settled' || row.payee === viewer.person) return party
  return { ...party, name: addressed.shown, ends: '••••' }
}

const toView = (row: NewPayment, known: Known, viewer: Viewer, now: Date): PaymentView => {
  // The payee learns nothing of what the bank thought of the payer's payment.
  const isTheirs = viewer === 'staff' || row.asked_by === viewer.person || row.payer === viewer.person
  const isInside = isTheirs && (viewer === 'staff' || viewer.reach === undefined)
  return {
    id: row.id,
    kind: row.kind,
    state: stateAt(row, now),
    from: row.from_product === null ? foreignOf(row, known) : partyOf(row.from_product, known, viewer),
    to: payeeOf(row, known, viewer),
    amount: { currency: row.currency, minor: row.minor.toString() },
    fee: (isTheirs ? (known.fees.get(row.id) ?? 0n) : 0n).toString(),
    note: row.note,
    slip: isInside && row.state === 'announced' ? row.slip : null,
    reasons: isInside ? [...row.reasons] : [],
    usual: isInside && row.usual !== null ? row.usual.toString() : null,
    refusal: isTheirs && row.refusal_code ? { code: row.refusal_code, detail: row.refusal_detail ?? '' } : null,
    message: isInside ? row.message : null,
    askedThrough: (isTheirs && row.client !== null && known.clients.get(row.client)) || null,
    createdAt: row.created_at.toISOString(),
    settledAt: row.settled_at?.toISOString() ?? null,
    expiresAt: row.state === 'waiting' ? null : (row.expires_at?.toISOString() ?? null),
    saidItWasMe: (isInside && known.said.get(row.id)?.toISOString()) || null,
    ...(isInside ? pauseOf(row, now) : noPause),
  }
}

const present = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]

/** Makes the function that shows payments, with a few look-ups for any number of them. */
export const createView = (
  db: Database,
  identity: Identity,
  products: Products,
  fraud: Fraud,
  clock: Clock,
): ViewPayments => {
  const addressedOf = createLookUp((ids) => findAddressed(db.quick, ids))
  const feesOf = createLookUp((ids) => findFees(db.quick, ids))
  return async (rows, viewer) => {
    if (rows.length === 0) return []
    const blocked = rows.flatMap(({ id, state }) => (state === 'blocked' ? [id] : []))
    const outside = rows.filter((row) => row.kind === 'send' && (row.from_product === null || row.to_product === null))
    const hasFees = await products.fees.areThere()
    const [fees, abroad, addressed, said, found, names, clients] = await Promise.all([
      hasFees ? feesOf.many(rows.map(({ id }) => id)) : new Map<string, bigint>(),
      findAbroad(
        db,
        outside.map(({ id }) => id),
      ),
      addressedOf.many(rows.flatMap(({ id, state }) => (state === 'settled' ? [] : [id]))),
      fraud.decisions.statements(blocked),
      products.byIds(present(rows.flatMap((row) => [row.from_product, row.to_product]))),
      identity.names(present(rows.flatMap((row) => [row.payer, row.payee]))),
      identity.clientNames(present(rows.map((row) => row.client))),
    ])
    const known = { fees, abroad, addressed, said, products: found, names, clients }
    return rows.map((row) => toView(row, known, viewer, clock()))
  }
}
