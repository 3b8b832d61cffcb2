/** A customer orders payments by the calendar, or changes what was ordered, with proof of just that. */
import type { Deed, Identity, Prover } from '#modules/identity'
import type { ProductRow, Products } from '#modules/products'
import type { Database } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import { findRecipient } from '../aliases/recipients.ts'
import { readDay } from '../calendars/day.ts'
import { todayIn } from '../calendars/zone.ts'
import { hasPaid } from '../payees/payees.ts'
import { currencyDiffers, noSuchAccount, sameAccount } from '../refusals.ts'
import type { Proof, StandingTerms } from '../wire.ts'
import { planned } from './plan.ts'
import { countOrders, findOrder, lockOrder, type OrderRow, readCalendar, scheduleOf, writeOrder } from './rows.ts'
import { occurrenceFrom } from './schedule.ts'

const mostOrders = 100

export const noSuchOrder = () => new Refusal('no-such-standing-order', 404, 'You have no such standing order.')
const dueInPast = () => new Refusal('due-in-past', 422, 'The first date lies in the past. Choose today or a later one.')
const neverDue = () => new Refusal('never-due', 422, 'It would end before its first date.')
const payeeStays = () =>
  new Refusal('payee-stays', 422, 'The payee of a standing order stays. End this one and order another one.')
export const orderEnded = () => new Refusal('standing-order-ended', 409, 'This standing order has ended.')
const tooManyOrders = () =>
  new Refusal('too-many-standing-orders', 422, 'You have a hundred standing orders. End one that you do not need.')

export interface SetNeeds {
  readonly db: Database
  readonly identity: Identity
  readonly products: Products
  readonly clock: Clock
}

interface Parties {
  readonly from: ProductRow
  readonly to: ProductRow
  readonly shown: string
}

const checked = (parties: Parties): Parties => {
  const { from, to } = parties
  if (from.id === to.id) throw sameAccount()
  if (from.currency !== to.currency) throw currencyDiffers()
  return parties
}

const sentTo = (known: OrderRow): string => (JSON.parse(known.terms) as StandingTerms).to

/** Of an order that is changed the payee can be named by the order's own id: a check that led to them holds for an hour only. */
const namePayee = (known: OrderRow | undefined, id: string, terms: StandingTerms): StandingTerms =>
  known && terms.to === id ? { ...terms, to: sentTo(known) } : terms

/** A number tells its holder's name, so it counts as a look-up; a check was counted when it was made. Whom an order pays already is looked up by nobody. */
const findParties = async (
  needs: SetNeeds,
  owner: string,
  terms: StandingTerms,
  known?: OrderRow,
): Promise<Parties> => {
  const { db, identity, products, clock } = needs
  const byId = await products.byIds([terms.from, ...(known ? [known.to_product] : [])])
  const from = byId.get(terms.from)
  if (from?.owner !== owner) throw noSuchAccount()
  const kept = known && terms.to === sentTo(known) ? byId.get(known.to_product) : undefined
  if (known && kept) return checked({ from, to: kept, shown: known.shown })
  const found = await findRecipient(db, products, owner, terms.to, clock())
  const isKnown =
    found && (found.check || found.product.owner === owner || (await hasPaid(db, owner, found.product.id)))
  if (!isKnown) await identity.countPayeeLookUp(owner)
  if (!found) throw noSuchAccount()
  const { product: to, check } = found
  return checked({ from, to, shown: check?.shown ?? (await identity.names([to.owner])).get(to.owner)?.name ?? '' })
}

const days = (terms: StandingTerms): string =>
  [
    `${terms.every === 'once' ? 'once on' : `every ${terms.every} from`} ${terms.first}`,
    terms.onLastDay ? 'on the last day' : '',
    terms.dayRule === 'same' ? '' : `${terms.dayRule} business day`,
    terms.until ? `until ${terms.until}` : '',
    terms.times ? `${terms.times} times` : '',
  ]
    .filter((part) => part !== '')
    .join(', ')

/** What is signed: the amount or the sweep, the payee, and when. */
const deedOf = (id: string, terms: StandingTerms, { from, to, shown }: Parties): Deed => {
  const { currency } = from
  const fixed = terms.amount.kind === 'fixed' ? { currency, minor: BigInt(terms.amount.minor) } : null
  const sweep =
    terms.amount.kind === 'sweep'
      ? `what is above ${terms.amount.keep} ${currency}, at most ${terms.amount.most ?? 'all'}; `
      : ''
  // Of a payee that was confirmed by name no number is shown.
  const account = terms.to === to.number ? to.number : `${to.id} ••••`
  return {
    act: 'standing-order',
    subject: id,
    amount: fixed,
    payee: { account, name: shown },
    about: sweep + days(terms),
  }
}

const toRow = (id: string, terms: StandingTerms, { from, to, shown }: Parties, at: Date): OrderRow => ({
  id,
  owner: from.owner,
  from_product: from.id,
  to_product: to.id,
  shown,
  currency: from.currency,
  kind: terms.amount.kind,
  minor:
    terms.amount.kind === 'fixed' ? BigInt(terms.amount.minor) : terms.amount.most ? BigInt(terms.amount.most) : null,
  keep: terms.amount.kind === 'sweep' ? BigInt(terms.amount.keep) : null,
  note: terms.note ?? '',
  every: terms.every,
  first_day: terms.first,
  on_last_day: terms.onLastDay,
  day_rule: terms.dayRule,
  until_day: terms.until,
  times: terms.times,
  retry_days: terms.retryDays,
  terms: JSON.stringify(terms),
  state: 'active',
  next_index: 0,
  next_due: null,
  next_at: null,
  done: 0,
  created_at: at,
  changed_at: at,
})

/** Throws due-in-past, never-due. */
const withFirstDate = async ({ db }: SetNeeds, row: OrderRow, at: Date): Promise<OrderRow> => {
  const calendar = await readCalendar(db, row.currency)
  const first = occurrenceFrom(scheduleOf(row), calendar, 0)
  if (!first) throw neverDue()
  if (Math.min(first.due, readDay(row.first_day)) < todayIn(row.currency, at)) throw dueInPast()
  return { ...row, ...planned(row, first) }
}

const prepare = async (needs: SetNeeds, owner: string, id: string, terms: StandingTerms, known?: OrderRow) => {
  const parties = await findParties(needs, owner, terms, known)
  const row = await withFirstDate(needs, toRow(id, terms, parties, needs.clock()), needs.clock())
  return { row, deed: deedOf(id, terms, parties) }
}

/** Asks for proof that just this is ordered. */
export const createAskToOrder = (needs: SetNeeds) => async (prover: Prover, id: string, asked: StandingTerms) => {
  const known = await findOrder(needs.db, prover.id, id)
  const { deed } = await prepare(needs, prover.id, id, namePayee(known, id, asked), known)
  return needs.identity.askProof(prover, deed)
}

const write = (needs: SetNeeds, row: OrderRow): Promise<void> =>
  needs.db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 12))', [row.owner])
    const known = await lockOrder(tx, row.id)
    if (known && known.owner !== row.owner) throw noSuchOrder()
    if (known?.state === 'ended') throw orderEnded()
    if (known && known.to_product !== row.to_product) throw payeeStays()
    if (!known && (await countOrders(tx, row.owner)) >= mostOrders) throw tooManyOrders()
    await writeOrder(tx, known ? { ...row, created_at: known.created_at, shown: known.shown } : row)
  })

/**
 * Orders, or changes an order: from then on the new terms hold, and their count begins anew. The same terms once more change nothing and take no
 * proof. Throws what the path says.
 */
export const createSetOrder =
  (needs: SetNeeds) =>
  async (prover: Prover, id: string, asked: StandingTerms, proof: Proof): Promise<void> => {
    const known = await findOrder(needs.db, prover.id, id)
    const terms = namePayee(known, id, asked)
    if (known?.terms === JSON.stringify(terms)) return
    const { row, deed } = await prepare(needs, prover.id, id, terms, known)
    await needs.identity.prove(prover, deed, proof)
    await write(needs, row)
  }
